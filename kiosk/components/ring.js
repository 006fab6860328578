// The ring: left half one person, right half the other. Solid means answered or agreed, so a half
// is drawn solid only where the screen says so; dots stand for "not yet".

const RING_VIEW = "-4 -4 128 128";
const RING_RADIUS = 46;
const RING_GAPS = { open: 9, near: 5, slipped: 12, closed: 0.8 };
const RING_SLIP = 9;
const DOTS_PER_HALF = 10;
const WRITING_SHARE = 0.78; // of a half whose answer has begun; never all of it

const HALF_COLOURS = { left: "var(--kobalt)", right: "var(--bursztyn)" };
const sideOf = (half) => (half === "left" ? -1 : 1);

/** The point at a share (0 bottom to 1 top) of one half. */
function ringPoint(half, share) {
  const angle = Math.PI * share;
  const x = 60 + sideOf(half) * RING_RADIUS * Math.sin(angle);
  return [x.toFixed(2), (60 + RING_RADIUS * Math.cos(angle)).toFixed(2)];
}

/** Dots of one half that lie above a share of it. */
function ringDots(half, above, radius) {
  const dots = [];
  for (let place = 0; place < DOTS_PER_HALF; place += 1) {
    const share = (place + 0.5) / DOTS_PER_HALF;
    if (share < above) continue;
    const [cx, cy] = ringPoint(half, share);
    dots.push(svgNode("circle", { cx, cy, r: radius, fill: HALF_COLOURS[half] }));
  }
  return dots;
}

/** The solid arc of one half from the bottom up to a share. */
function ringArc(half, share, width) {
  const [x, y] = ringPoint(half, share);
  const sweep = half === "left" ? 1 : 0;
  const d = `M60 106A${RING_RADIUS} ${RING_RADIUS} 0 0 ${sweep} ${x} ${y}`;
  return svgNode("path", { d, stroke: HALF_COLOURS[half], "stroke-width": width, fill: "none" });
}

/** Both looks of a half that is being written: nothing yet, and begun (see CSS .begun). */
function writingShapes(half, { width, dot }) {
  const begun = [ringArc(half, WRITING_SHARE, width), ...ringDots(half, WRITING_SHARE + 0.03, dot)];
  const before = svgNode("g", { class: "before-words" }, ...ringDots(half, 0, dot));
  return [before, svgNode("g", { class: "with-words" }, ...begun)];
}

function halfShapes(half, look, pen) {
  if (look === "writing") return writingShapes(half, pen);
  return look === "solid" ? [ringArc(half, 1, pen.width)] : ringDots(half, 0, pen.dot);
}

function ringHalf(half, look, gap, pen) {
  const shapes = halfShapes(half, look, pen);
  const slip = gap === "slipped" ? sideOf(half) * RING_SLIP : 0;
  const shift = sideOf(half) * (RING_GAPS[gap] ?? RING_GAPS.open);
  const transform = `translate(${shift},${slip})`;
  return svgNode("g", { class: `half ${half}`, transform }, ...shapes);
}

function ringMark(icon) {
  const place = { transform: "translate(39 39) scale(1.75)" };
  const pen = { class: "mark", ...ICON_STROKE, stroke: "var(--ink)" };
  return svgNode("g", { ...place, ...pen }, ...iconShapes(icon));
}

const RING_PEN = { width: 13, dot: 3.4 };

/** The second answer brings the halves nearer to each other while it is written. */
function gapOf({ left, right, gap = "open", writes = null }) {
  const other = { left: right, right: left }[writes];
  return gap === "open" && other === "solid" ? "near" : gap;
}

/** A ring as screen.js describes it; spoken only with a label. */
function makeRing(ring, pen = RING_PEN) {
  const { icon = null, label = null, writes = null } = ring;
  const gap = gapOf(ring);
  const lookOf = (half) => (half === writes && ring[half] !== "solid" ? "writing" : ring[half]);
  const speech = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  const halves = ["left", "right"].map((half) => ringHalf(half, lookOf(half), gap, pen));
  // "camera" inside a ring always tells of a camera that gives no picture.
  const mark = icon ? [ringMark(icon === "camera" ? "camera-off" : icon)] : [];
  const attributes = { class: `ring ${gap}`, viewBox: RING_VIEW, ...speech };
  return svgNode("svg", attributes, ...halves, ...mark);
}

/** One person's half alone, in a box of half the width. */
function makeHalfRing(half) {
  const viewBox = half === "left" ? "6 4 56 112" : "58 4 56 112";
  const attributes = { class: "ring half-ring", viewBox, "aria-hidden": "true" };
  return svgNode("svg", attributes, ringArc(half, 1, 15));
}

/** The mark of the product beside its name. */
function makeWordRing() {
  return makeRing({ left: "solid", right: "solid", gap: "closed" }, { width: 16, dot: 3.4 });
}

// The idea in seven pictures: nobody, one, both, connected, and back.
const RING_ROW = [
  ["dotted", "dotted", 12],
  ["solid", "dotted", 9],
  ["solid", "solid", 5],
  ["solid", "solid", 0.8],
  ["solid", "solid", 5],
  ["dotted", "solid", 9],
  ["dotted", "dotted", 12],
];

function rowRing([left, right, gap]) {
  const pen = { width: 14, dot: 3.6 };
  const halves = [ringHalf("left", left, "open", pen), ringHalf("right", right, "open", pen)];
  halves[0].setAttribute("transform", `translate(${-gap},0)`);
  halves[1].setAttribute("transform", `translate(${gap},0)`);
  return svgNode("svg", { class: "ring", viewBox: RING_VIEW, "aria-hidden": "true" }, ...halves);
}

function makeRingRow() {
  return RING_ROW.map(rowRing);
}

/** The ring that opens while time runs out; show(share left, words) redraws it. */
function makeCountdownRing() {
  const halves = { left: svgNode("g"), right: svgNode("g") };
  const words = svgNode("text", { x: 60, y: 72, "text-anchor": "middle", class: "seconds" });
  const node = svgNode(
    "svg",
    { class: "ring", viewBox: RING_VIEW, "aria-hidden": "true" },
    halves.left,
    halves.right,
    words,
  );
  const show = (share, text) => {
    for (const half of ["left", "right"]) {
      halves[half].setAttribute("transform", `translate(${sideOf(half) * 3},0)`);
      const arc = share > 0 ? [ringArc(half, Math.min(share, 0.999), 13)] : [];
      halves[half].replaceChildren(...ringDots(half, share + 0.03, 3.4), ...arc);
    }
    words.textContent = text;
  };
  return { node, show };
}
