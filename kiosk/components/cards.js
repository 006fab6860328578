// Cards: what each person wrote about the other, with the half in the writer's colour. A long
// quote scrolls within its card, so that the buttons stay in sight.

/** {node, look}: one card, and what tells its arrow whether more lies below. */
function makeCard({ half, name, quote, captions = [], good, actions = [] }, onTap) {
  const { nodes, look } = makeQuote(name, quote);
  const parts = [
    element("h2", { className: "card-name", text: name }),
    element("div", { className: "quote-place" }, ...nodes),
    ...captions.map((text) => element("p", { className: "cap", text })),
    good ? makeLine({ role: "good", text: good }, false) : makeCardActions(actions, onTap),
  ];
  const body = element("div", { className: "card-body must-fit" }, ...parts);
  const node = element("article", { className: `card ${half}` }, makeHalfRing(half), body);
  return { node, look };
}

function makeQuote(name, quote) {
  const attributes = { tabindex: 0, role: "region", "aria-label": name };
  const words = element("p", { className: "quote", text: quote, attributes: { dir: "auto" } });
  return withMoreHint(
    element("div", { className: "scroll-text quote-text rather-fit", attributes }, words),
  );
}

function makeCardActions(actions, onTap) {
  if (!actions.length) return null;
  return element("div", { className: "card-actions" }, ...makeActions(actions, onTap));
}
