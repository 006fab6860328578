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

function makeHeader({ event, date, note, announcement }) {
  const name = element("span", { text: "Rozmowa", attributes: { translate: "no" } });
  const mark = element("div", { className: "wm" }, makeWordRing(), name);
  if (!note) {
    const words = [event, date].filter(Boolean).join(" · ");
    const where = element("span", { className: "cap where", text: words });
    return announcement ? [mark, where, makeAnnouncement(announcement)] : [mark, where];
  }
  const text = element("span", { text: note.text });
  return [mark, element("span", { className: "note" }, makeIcon(note.icon ?? "tick"), text)];
}

/** What the organiser tells everybody. */
function makeAnnouncement(words) {
  const text = element("span", { text: words });
  return element("p", { className: "announcement" }, makeIcon("info"), text);
}

/** The lines of a screen; exactly one is the h1: the first heading, else a name, else the first. */
function makeLines(lines) {
  const named = lines.find((line) => line.role === "name");
  const first = lines.find((line) => HEADINGS.includes(line.role)) ?? named ?? lines[0];
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

const BELOW_PICTURE = ["hint", "note", "caption"];

/** With the camera or a code, what to do with it and the small print stand below the picture;
 *  in a form, who answers about whom stands beside the ring. */
function splitLines({ lines, layout, ring }) {
  const below = ["camera", "code"].includes(layout) ? BELOW_PICTURE : [];
  const isForm = layout === "form" && ring && lines.some((line) => line.role === "name");
  const beside = isForm ? ["caption", "name"] : [];
  const others = [...below, ...beside];
  return {
    who: lines.filter((line) => beside.includes(line.role)),
    words: lines.filter((line) => !others.includes(line.role)),
    hint: lines.filter((line) => below.includes(line.role)),
  };
}

function makeHint(lines, icon = "scan") {
  if (!lines.length) return [];
  return [makeIcon(icon), element("div", {}, ...lines.map((line) => makeLine(line, false)))];
}

/** Ring and, in a form, who answers about whom; the name in the colour of the half that writes. */
function makeRingPlace(ring, who) {
  if (!ring) return [];
  if (!who.length) return [makeRing(ring)];
  const lines = element("div", { className: `who ${ring.writes ?? ""}` }, ...who.map(makeWho));
  return [makeRing(ring), lines];
}

function makeWho({ role, text }) {
  const [, before, name] = role === "caption" ? (text.match(/^(.+?: )(.+)$/s) ?? []) : [];
  if (!name) return makeLine({ role, text }, false);
  const line = element("p", { className: "cap", text: before });
  line.append(element("b", { text: name }));
  return line;
}

function makeButtonIcon(icon) {
  if (icon !== "ring") return icon ? makeIcon(icon) : null;
  return makeRing({ left: "solid", right: "dotted", gap: "closed" });
}

function buttonParts({ label, icon: name }) {
  const words = element("span", { text: label });
  const icon = makeButtonIcon(name);
  return ICONS_AFTER_WORDS.includes(name) ? [words, icon] : [icon, words];
}

/** A button that looks pressed from the first touch on. */
function makeButton(action, className, onTap) {
  const parts = isDoor(action) ? doorParts(action) : buttonParts(action);
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

function actionClass(action) {
  return `${ACTION_CLASSES[action.kind] ?? ""} ${isDoor(action) ? "door" : ""}`.trim();
}

function makeActions(actions, onTap) {
  return actions.map((action) => makeButton(action, actionClass(action), onTap));
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
  return withMoreHint(element("div", { className: "scroll-text sheet", attributes }, ...parts));
}

/** The region and the arrow that is there while more of it lies below. */
function withMoreHint(region) {
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

function makeOffline(title, text, note) {
  const ring = makeRing({ left: "dotted", right: "dotted", gap: "open", icon: "clock" });
  return [
    ring,
    element("p", { className: "title", text: title ?? "" }),
    element("p", { className: "lead", text: text ?? "" }),
    element("p", { className: "still", text: note }),
  ];
}
