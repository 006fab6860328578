// Parts of a screen made anew whenever their piece of the description changes: header, lines,
// buttons, paragraphs. Text of guests and organisers goes in as text only.

const HEADINGS = ["display", "title", "question"];
const LINE_CLASSES = {
  hello: "hello",
  lead: "lead",
  body: "body",
  caption: "cap",
  name: "name",
  good: "good",
  stop: "stop",
  hint: "hint-title",
  note: "cap",
};
const LINE_ICONS = { good: "tick", stop: "alert" };
const ICONS_AFTER_WORDS = ["next"];

function makeHeader({ event, date, note }) {
  const name = element("span", { text: "Rozmowa", attributes: { translate: "no" } });
  const mark = element("div", { className: "wm" }, makeWordRing(), name);
  if (!note) {
    const words = [event, date].filter(Boolean).join(" · ");
    return [mark, element("span", { className: "cap where", text: words })];
  }
  const text = element("span", { text: note.text });
  return [mark, element("span", { className: "note" }, makeIcon(note.icon ?? "tick"), text)];
}

/** The lines of a screen; exactly one is the h1: the first heading, or the first line of all. */
function makeLines(lines) {
  const first = lines.find((line) => HEADINGS.includes(line.role)) ?? lines[0];
  return lines.map((line) => makeLine(line, line === first));
}

function makeLine({ role, text }, isFirstHeading) {
  const heading = HEADINGS.includes(role);
  const tag = isFirstHeading ? "h1" : heading ? "h2" : "p";
  const className = heading ? role : (LINE_CLASSES[role] ?? "body");
  const attributes = isFirstHeading ? { tabindex: -1 } : {};
  if (!LINE_ICONS[role]) return element(tag, { className, text, attributes });
  const words = element("span", { text });
  return element(tag, { className, attributes }, makeIcon(LINE_ICONS[role]), words);
}

/** With the camera, what to do with it and the small print stand below the picture. */
function splitLines(lines, layout) {
  const below = layout === "camera" ? ["hint", "note", "caption"] : [];
  return {
    words: lines.filter((line) => !below.includes(line.role)),
    hint: lines.filter((line) => below.includes(line.role)),
  };
}

function makeHint(lines) {
  if (!lines.length) return [];
  return [makeIcon("scan"), element("div", {}, ...lines.map((line) => makeLine(line, false)))];
}

function makeButtonIcon(icon) {
  if (icon !== "ring") return icon ? makeIcon(icon) : null;
  return makeRing({ left: "solid", right: "dotted", gap: "closed" });
}

/** A button that looks pressed from the first touch on. */
function makeButton(action, className, onTap) {
  const words = element("span", { text: action.label });
  const icon = makeButtonIcon(action.icon);
  const parts = ICONS_AFTER_WORDS.includes(action.icon) ? [words, icon] : [icon, words];
  const fuller = action.title ? `${action.label}: ${action.title}` : null;
  const pressed = typeof action.pressed === "boolean" ? String(action.pressed) : null;
  const attributes = {
    type: "button",
    "data-id": action.id,
    lang: action.lang ?? null,
    "aria-label": fuller,
    "aria-pressed": pressed,
  };
  const button = element("button", { className: `btn ${className}`, attributes }, ...parts);
  button.addEventListener("pointerdown", () => button.classList.add("pressed"));
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
    button.addEventListener(name, () => button.classList.remove("pressed"));
  }
  button.addEventListener("click", () => onTap(action.id, button));
  return button;
}

const ACTION_CLASSES = { primary: "pri", secondary: "", ghost: "ghost" };

function makeActions(actions, onTap) {
  return actions.map((action) => makeButton(action, ACTION_CLASSES[action.kind] ?? "", onTap));
}

function makeUtil(util, onTap) {
  return util.map((action) => makeButton(action, action.end ? "end" : "", onTap));
}

/** Long text that scrolls by finger, wheel and keyboard, with an arrow while there is more. */
function makeScroll(paragraphs, title) {
  const parts = paragraphs.flatMap((paragraph) => [
    paragraph.title ? element("h2", { text: paragraph.title }) : null,
    element("p", { text: paragraph.text }),
  ]);
  const attributes = { tabindex: 0, role: "region", "aria-label": title };
  const region = element("div", { className: "scroll-text", attributes }, ...parts);
  const hint = element("div", { className: "more-hint", attributes: { "aria-hidden": "true" } });
  hint.append(makeIcon("down"));
  const look = () => {
    hint.hidden = region.scrollTop + region.clientHeight >= region.scrollHeight - 4;
  };
  region.addEventListener("scroll", look, { passive: true });
  return { nodes: [region, hint], look };
}

/** The question whether somebody is still there. */
function makeIdleDialog({ title, text, more, finish }, { onMore, onFinish }) {
  const ring = makeCountdownRing();
  const names = { id: "rz-idle-title" };
  const heading = element("h2", { className: "title", text: title, attributes: names });
  const describes = { id: "rz-idle-text" };
  const words = element("p", { className: "lead", text, attributes: describes });
  const stay = makeButton({ id: "more", label: more }, "pri", onMore);
  const leave = makeButton({ id: "idle-finish", label: finish }, "", onFinish);
  const attributes = {
    role: "alertdialog",
    "aria-modal": "true",
    "aria-labelledby": "rz-idle-title",
    "aria-describedby": "rz-idle-text",
  };
  const card = element(
    "div",
    { className: "idle-card must-fit", attributes },
    ring.node,
    heading,
    words,
    element("div", { className: "idle-actions" }, stay, leave),
  );
  return { card, stay, show: ring.show };
}

function makeOffline({ offline_title: title, offline_text: text }) {
  const ring = makeRing({ left: "dotted", right: "dotted", gap: "open", icon: "clock" });
  return [
    ring,
    element("p", { className: "title", text: title ?? "" }),
    element("p", { className: "lead", text: text ?? "" }),
  ];
}
