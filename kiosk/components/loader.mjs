// What Streamlit sends again with every screen. The scripts and styles of the kiosk are 140 kB, so
// they come once, from their own address, and the browser keeps them until the next version.

const AGAIN_MS = 1000;

const at = (name) => `${location.origin}/kiosk-files/${name}?v=VERSION`;

/** The answer of load(attempt), asked again until there is one: a screen without it is blank. */
async function insistently(load) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await load(attempt);
    } catch {
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
}

async function styles(attempt) {
  const response = await fetch(`${at("kiosk.css")}&try=${attempt}`);
  if (!response.ok) throw new Error(`styles: ${response.status}`);
  const sheet = new CSSStyleSheet();
  return sheet.replace(await response.text());
}

const [{ default: mountKiosk }, sheet] = await Promise.all([
  insistently((attempt) => import(`${at("kiosk.js")}&try=${attempt}`)),
  insistently(styles),
]);

export default function mount(given) {
  const root = given.parentElement.getRootNode();
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  return mountKiosk({ ...given, data: given.data[0] });
}
