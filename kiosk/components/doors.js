// Doors: the entries of a menu, each a wide card with its icon, a second line and an arrow.

function isDoor({ kind, sub = null }) {
  return kind === "door" || (kind === "primary" && Boolean(sub));
}

function doorParts({ icon, label, sub, pressed }) {
  const title = element("span", { className: "door-title", text: label });
  const line = sub ? element("span", { className: "door-sub", text: sub }) : null;
  const words = element("span", { className: "door-words" }, title, line);
  const place = element("span", { className: "door-icon" }, icon ? makeDoorIcon(icon) : null);
  const end = typeof pressed === "boolean" ? (pressed ? makeIcon("tick") : null) : makeIcon("next");
  return [place, words, end];
}

/** "ring": somebody has answered and waits for the other half. */
function makeDoorIcon(icon) {
  if (icon !== "ring") return makeIcon(icon);
  return makeRing({ left: "dotted", right: "solid", gap: "open" });
}
