// The cover: while a kiosk is shown, Streamlit's own messages (English, technical) stay out of
// sight; that its connection is cut is told by our calm screen instead.

const STREAMLIT_MESSAGE = '[data-testid="stDialog"]';
const COVER_STYLE = `${STREAMLIT_MESSAGE}, [data-testid="stHeader"] { display: none !important; }`;

/** Hide them in the document; returns what shows them again. */
function coverStreamlit() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(COVER_STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

/** Streamlit opens a dialog when its connection is lost and closes it when it is back. */
function isCutOff() {
  return document.querySelector(STREAMLIT_MESSAGE) !== null;
}
