// A QR code to scan with a phone: always dark on white, whatever the contrast of the screen.

const QUIET_MODULES = 4;

/** One path of squares, a run of dark modules as one rectangle. */
function codePath(rows) {
  const runs = rows.flatMap((row, y) =>
    [...row.matchAll(/1+/g)].map(
      ({ index, 0: run }) =>
        `M${index + QUIET_MODULES} ${y + QUIET_MODULES}h${run.length}v1h-${run.length}z`,
    ),
  );
  return runs.join("");
}

function makeCode({ rows, label, caption, typed }) {
  const side = rows.length + 2 * QUIET_MODULES;
  const attributes = { class: "qr", viewBox: `0 0 ${side} ${side}`, role: "img" };
  const drawn = svgNode("path", { d: codePath(rows), "shape-rendering": "crispEdges" });
  const picture = svgNode("svg", { ...attributes, "aria-label": label }, drawn);
  const parts = [
    caption ? element("p", { className: "cap", text: caption }) : null,
    typed ? element("p", { className: "typed", text: typed }) : null,
  ];
  return element("div", { className: "code-card" }, picture, ...parts);
}

function makeCodeHint(lines) {
  if (!lines.length) return [];
  return [element("div", { className: "code-hint" }, ...makeHint(lines, "clock"))];
}
