"""What an eye would call broken on a screen, measured in the page; see MEASURE."""

# Returns sentences. side: smallest target in pixels; top: y above which nothing may be touched.
# A phone's page scrolls downwards, and so does a long text: only there may words lie below.
MEASURE = """({ side, top, scrolls }) => {
  const host = [...document.querySelectorAll("*")].find(
    (node) => node.shadowRoot?.querySelector("[data-screen]"));
  const root = host.shadowRoot;
  const found = [];
  const [width, height] = [innerWidth, innerHeight];
  const page = root.querySelector("[data-screen]");
  const name = (node) => `${node.tagName}.${node.className} "${node.textContent.slice(0, 40)}"`;
  const inside = (box, outer, slack = 1.5) =>
    box.left >= outer.left - slack && box.right <= outer.right + slack &&
    box.top >= outer.top - slack && box.bottom <= outer.bottom + slack;
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const inert = (node) => Boolean(node.closest("[inert]"));
  if (document.documentElement.scrollWidth > width) found.push("the page scrolls sideways");
  if (page.scrollWidth > width) found.push("the screen scrolls sideways");

  const words = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const node = text.parentElement;
    const isHidden = !text.data.trim() || !shown(node) || inert(node) || node.closest(".live");
    if (isHidden) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      const scrolled = scrolls || node.closest(".scroll-text");
      const wide = box.left >= -1.5 && box.right <= width + 1.5;
      if (!wide || (!scrolled && !inside(box, { left: 0, top: 0, right: width, bottom: height })))
        found.push(`outside the panel: ${name(node)}`);
      const button = node.closest("button");
      if (button && !inside(box, button.getBoundingClientRect()))
        found.push(`outside its button: ${name(node)}`);
      for (let outer = node; outer && outer !== page; outer = outer.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(outer);
        const frame = outer.getBoundingClientRect();
        const isCut = box.left < frame.left - 1.5 || box.right > frame.right + 1.5;
        if (overflowX !== "visible" && isCut)
          found.push(`cut off sideways: ${name(node)}`);
        if (outer.classList.contains("scroll-text")) break; // read by scrolling
        const clips = ["hidden", "clip"].includes(overflowY);
        if (clips && (box.top < frame.top - 3 || box.bottom > frame.bottom + 3))
          found.push(`cut off: ${name(node)}`);
      }
      if (node.closest(".scroll-text")) continue;
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const seen = y > 0 && y < height ? root.elementFromPoint(x, y) : node;
      const related = !seen || node.contains(seen) || seen.contains(node);
      if (!related) found.push(`covered by ${name(seen)}: ${name(node)}`);
    }
  }

  for (const icon of page.querySelectorAll("svg")) {
    const [box, frame] = [icon, icon.closest(".cam, .idle-card, button") ?? page].map((node) =>
      node.getBoundingClientRect());
    const cut = !scrolls || icon.closest(".cam, .idle-card") ? !inside(box, frame, 6) : false;
    if (shown(icon) && !inert(icon) && cut)
      found.push(`picture cut off: ${name(icon.parentElement)}`);
  }

  const targets = [...page.querySelectorAll("button, input, a")].filter(
    (node) => shown(node) && !inert(node));
  for (const node of targets) {
    const box = node.getBoundingClientRect();
    if (box.width < side - 0.5 || box.height < side - 0.5)
      found.push(`only ${box.width.toFixed(0)} x ${box.height.toFixed(0)}: ${name(node)}`);
    if (box.top < top) found.push(`at y=${box.top.toFixed(0)}, too high to reach: ${name(node)}`);
    if (box.left < 0 || box.right > width + 0.5) found.push(`target outside: ${name(node)}`);
    if (!scrolls && box.bottom > height + 0.5) found.push(`target outside: ${name(node)}`);
  }
  targets.forEach((one, place) => targets.slice(place + 1).forEach((other) => {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const apart = a.right <= b.left + 1 || b.right <= a.left + 1 ||
      a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
    if (!apart) found.push(`one over the other: ${name(one)} and ${name(other)}`);
  }));
  return [...new Set(found)];
}"""
