// Fitting: makes the longest names and larger text fit the panel. First rings shrink, then text,
// step by step; a heading shrinks until its longest word fits and only then is a word broken.

const FIT_STEPS = [
  { ring: 1, text: 1 },
  { ring: 0.82, text: 1 },
  { ring: 0.64, text: 1 },
  { ring: 0.5, text: 0.95 },
  { ring: 0.42, text: 0.9 },
  { ring: 0.36, text: 0.85 },
  { ring: 0.3, text: 0.8 },
  { ring: 0, text: 0.76 },
  { ring: 0, text: 0.7 },
  { ring: 0, text: 0.64 },
  { ring: 0, text: 0.58 },
];
const WORD_STEPS = [1, 0.93, 0.86, 0.79, 0.72, 0.66, 0.6];

/** Shrink what is in `page` until it fits; `scrolls`: the page may be longer than the panel. */
function fitPage(page, scrolls) {
  for (const step of FIT_STEPS) {
    page.style.setProperty("--fit", step.text);
    page.style.setProperty("--ring", step.ring);
    page.classList.toggle("no-ring", step.ring === 0);
    for (const heading of page.querySelectorAll(".words > *, .who > *")) fitWords(heading);
    if (scrolls) return;
    if (!overflows(page) && (step.text < 1 || !scrollsAnything(page))) return;
  }
}

function overflows(page) {
  if (page.scrollHeight > page.clientHeight + 1 || keyboardCovers(page)) return true;
  return [...page.querySelectorAll(".must-fit")].some(
    (part) => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1,
  );
}

/** What may scroll within the page does so only once smaller rings do not help. */
function scrollsAnything(page) {
  return [...page.querySelectorAll(".rather-fit")].some(
    (part) => part.scrollHeight > part.clientHeight + 1,
  );
}

/** Beside each other, the field lies above the keyboard and may be higher than what is left. */
function keyboardCovers(page) {
  const board = page.querySelector(".board")?.getBoundingClientRect();
  const form = page.querySelector(".form")?.getBoundingClientRect();
  if (!board?.height || !form?.height) return false;
  return form.bottom > board.top + 1 || form.top < page.getBoundingClientRect().top - 1;
}

function fitWords(node) {
  node.classList.remove("break-words");
  for (const size of WORD_STEPS) {
    node.style.setProperty("--word", size);
    if (node.scrollWidth <= node.clientWidth + 1) return;
  }
  node.classList.add("break-words");
}
