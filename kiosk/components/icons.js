// Icons: line drawings on a grid of 24, and the two helpers with which all of the screen is made.
// Everything is built by DOM calls; no text ever becomes markup.

const SVG_NS = "http://www.w3.org/2000/svg";

const path = (d, more = {}) => ["path", { d, ...more }];
const circle = (cx, cy, r) => ["circle", { cx, cy, r }];
const rect = (x, y, width, height, rx) => ["rect", { x, y, width, height, rx }];

const ICONS = {
  scan: [
    path(
      "M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1" +
        "-2-2v-3M8 8h3v3H8zM13.5 8H16v3h-2.5zM8 13h3v3H8zM14 14h2v2",
    ),
  ],
  tick: [path("m4.5 12.5 5 5 10-11")],
  lock: [rect(5, 11, 14, 9.5, 2.5), path("M8 11V8a4 4 0 0 1 8 0v3")],
  phone: [rect(6.5, 2.5, 11, 19, 2.5), path("M11 18.5h2")],
  calendar: [rect(3.5, 5, 17, 15.5, 2.5), path("M3.5 10h17M8 2.5V6M16 2.5V6")],
  card: [
    rect(2.5, 5, 19, 14, 2.5),
    circle(8, 11, 2),
    path("M5.5 15.5a2.6 2.6 0 0 1 5 0M14 10h4.5M14 14h3"),
  ],
  intro: [
    circle(5, 16, 2.5),
    circle(19, 16, 2.5),
    circle(12, 6.5, 2.5),
    path("m6.5 13.8 4-5M17.5 13.8l-4-5"),
  ],
  clock: [circle(12, 12, 9), path("M12 7v5.3l3.5 2")],
  help: [
    circle(12, 12, 9),
    path("M9.5 9.4a2.6 2.6 0 1 1 3.6 2.5c-.8.3-1.1.9-1.1 1.8M12 17v.01"),
  ],
  more: [circle(5, 12, 1.6), circle(12, 12, 1.6), circle(19, 12, 1.6)],
  info: [circle(12, 12, 9), path("M12 11.5V17M12 7.5v.01")],
  contrast: [circle(12, 12, 9), path("M12 3a9 9 0 0 0 0 18z", { fill: "currentColor" })],
  text: [path("M1.8 18.5 5 10.500l3.2 8M3 15.600h4M10.5 18.5 16 5l5.7 13.500M12.5 13.800h7")],
  globe: [
    circle(12, 12, 9),
    path("M3 12h18M12 3c5 5.4 5 12.6 0 18M12 3c-5 5.4-5 12.6 0 18"),
  ],
  edit: [
    path(
      "m4 20 1-4.5L16 4.5a2.1 2.1 0 0 1 3 0l.5.5a2.1 2.1 0 0 1 0 3L8.5 19z M14 6.5l3.5 3.5",
    ),
  ],
  close: [path("m6 6 12 12M18 6 6 18")],
  back: [path("M20 12H4.5M10.5 5.5 4 12l6.5 6.5")],
  next: [path("M4 12h15.5M13.5 5.5 20 12l-6.5 6.5")],
  up: [path("M12 20V4.5M5.5 10.5 12 4l6.5 6.5")],
  down: [path("M12 4v15.5M5.5 13.5 12 20l6.5-6.5")],
  backspace: [
    path(
      "M8.5 5H20a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 20 19H8.5L2.5 12z" +
        "M11.5 9.5l5 5M16.5 9.5l-5 5",
    ),
  ],
  shift: [path("m12 4 8 8.5h-4.5V19h-7v-6.5H4z")],
  mail: [rect(2.5, 5, 19, 14, 2.5), path("m3 7 9 6.5L21 7")],
  camera: [
    path(
      "M4.5 7H7l1.6-2.5h6.8L17 7" +
        "h2.500a2 2 0 0 1 2 2v8.500a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2z",
    ),
    circle(12, 13, 3.7),
  ],
  "camera-off": [
    path(
      "M3 3l18 18M8 6l1-1.5h6L16.5 7H19a2 2 0 0 1 2 2v8M17.5 19.5H5a2 2 0 0 1-2-2V9a2 2 0 0 1 " +
        "1.6-1.95M9 11.5a3.7 3.7 0 0 0 5 5",
    ),
  ],
  alert: [path("M12 3.5 22 20.5H2zM12 10v4.5M12 17.5v.01")],
  eye: [
    path("M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z"),
    circle(12, 12, 3),
  ],
  "eye-off": [
    path(
      "M4 4l16 16M9.7 5.7A10 10 0 0 1 12 5.5c6.4 0 10 6.5 10 6.5a17 17 0 0 1-3 3.6" +
        "M6.3 7.6A16.5 16.5 0 0 0 2 12s3.6 6.5 10 6.5a10 10 0 0 0 4.2-.9" +
        "M10 10a3 3 0 0 0 4 4",
    ),
  ],
  search: [circle(10.5, 10.5, 6.5), path("m15.5 15.5 5 5")],
  keyboard: [
    rect(2.5, 6, 19, 12, 2.5),
    path("M6.5 10v.01M10.2 10v.01M13.8 10v.01M17.5 10v.01M8 14.2h8"),
  ],
  send: [path("m3.5 11 17-7.5-6.5 17-3-7.5z")],
  staff: [path("M4 17.5h16M5.5 17.5a6.5 6.5 0 0 1 13 0M12 11V8M10 8h4M4 20.5h16")],
  pin: [
    path("M12 21.5c4.5-5 7-8.3 7-11.5a7 7 0 0 0-14 0c0 3.2 2.5 6.5 7 11.5z"),
    circle(12, 10, 2.5),
  ],
};

// The names a screen may use for the same drawing.
const ICON_ALIASES = {
  check: "tick",
  qr: "scan",
  hand: "staff",
  left: "back",
  right: "next",
  key: "keyboard",
};

function svgNode(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG_NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** The shapes of an icon, to be put into an svg or a g; empty for an unknown name. */
function iconShapes(name) {
  const shapes = ICONS[ICON_ALIASES[name] ?? name] ?? [];
  return shapes.map(([tag, attributes]) => svgNode(tag, attributes));
}

const ICON_STROKE = {
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 2,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
};

/** One icon as an svg, hidden from readers of the page: its button carries the words. */
function makeIcon(name) {
  const shapes = iconShapes(name);
  if (!shapes.length) return null;
  const attributes = { class: "ic", viewBox: "0 0 24 24", "aria-hidden": "true", ...ICON_STROKE };
  return svgNode("svg", attributes, ...shapes);
}

/** One element; `text` goes in as text, attributes and children that are null are left out. */
function element(tag, { className = "", text = null, attributes = {} } = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== null));
  if (text !== null) node.append(document.createTextNode(text));
  return node;
}
