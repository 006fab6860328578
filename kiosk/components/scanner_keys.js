// USB scanners that type: collects fast keys before anything else on the page hears them, so that
// no letter of a code is taken for a shortcut (Streamlit reruns on "r").

const BURST_PAUSE_MS = 400; // a scanner may pause, a code may not be lost for that
const CODE_PAUSE_MS = 1500; // a badge code that has begun is waited for, also on a busy computer
const FIELD_GAP_MS = 150; // in a text field a slower key is a person's
const FOREIGN_MIN_LENGTH = 6;
const SAME_CODE_MS = 1500;
const CODE_START = /^ev1/i;
const CODE_START_IN_FIELD = /^ev1[^a-z0-9\s]$/i;
const CODE_START_LENGTH = 4;
const CODE_LENGTH = 22;

/** field(): our shown text Field or null; focused(): the element that has the focus. */
class ScannerKeys {
  constructor({ field, focused, onScan }) {
    Object.assign(this, { field, focused, onScan });
    this.text = "";
    this.keyAt = -Infinity;
    this.typed = []; // the last letters in a field
    this.taking = false; // a code is being typed into a field and is kept out of it
    this.last = { text: null, at: -Infinity };
    this.onKey = (event) => this.key(event);
    window.addEventListener("keydown", this.onKey, true);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.composedPath()[0];
    const field = this.field();
    if (isTextEntry(target) && target !== field?.input) return;
    if (event.key.length === 1) this.letter(event, field);
    else if (event.key === "Enter" || event.key === "Tab") this.ending(event);
  }

  letter(event, field) {
    if (field && (this.taking || event.key !== " " || this.inField(field))) {
      this.letterInField(event, field);
    } else if (event.key !== " " || this.text) {
      stopEvent(event);
      this.collect(event.key);
    }
  }

  inField(field) {
    return this.focused() === field.input;
  }

  /** Typing goes into the field wherever the focus is; only a burst that is a code does not. */
  letterInField(event, field) {
    event.stopImmediatePropagation();
    if (!this.taking) this.remember(event.key, field);
    if (!this.taking && !this.startsCode()) {
      if (!this.inField(field)) field.focus();
      return;
    }
    event.preventDefault();
    if (!this.taking) this.takeOver(field);
    this.collect(event.key);
  }

  /** The last fast letters, each with the field as it was before. */
  remember(letter, field) {
    const now = performance.now();
    if (now - this.keyAt > FIELD_GAP_MS) this.typed = [];
    this.typed = [...this.typed.slice(1 - CODE_START_LENGTH), { letter, before: field.snapshot() }];
    this.keyAt = now;
  }

  startsCode() {
    return CODE_START_IN_FIELD.test(this.typed.map(({ letter }) => letter).join(""));
  }

  /** A scanner has begun in the field: take out what it typed and keep the rest of it out. */
  takeOver(field) {
    this.taking = true;
    this.text = this.typed.slice(0, -1).map(({ letter }) => letter).join("");
    field.restore(this.typed[0].before);
    this.typed = [];
  }

  collect(letter) {
    this.text += letter;
    this.keyAt = performance.now();
    clearTimeout(this.timer);
    const pause = isUnfinishedCode(this.text) ? CODE_PAUSE_MS : BURST_PAUSE_MS;
    this.timer = setTimeout(() => this.finish(), pause);
  }

  /** Enter or Tab ends a burst; without one they do what they always do. */
  ending(event) {
    this.typed = [];
    if (!this.text) return;
    stopEvent(event);
    this.finish();
  }

  drop() {
    clearTimeout(this.timer);
    this.text = "";
    this.taking = false;
  }

  finish() {
    const text = this.text.trim();
    const seenAt = this.keyAt;
    this.drop();
    if (this.isRepeat(text, seenAt)) return;
    if (CODE_START.test(text)) this.onScan({ code: text }, seenAt);
    else if (text.length >= FOREIGN_MIN_LENGTH) this.onScan({ refused: "not_a_badge" }, seenAt);
  }

  /** Some scanners read a badge twice while it is held under them. */
  isRepeat(text, now) {
    const repeat = text === this.last.text && now - this.last.at < SAME_CODE_MS;
    this.last = { text, at: now };
    return repeat;
  }

  stop() {
    clearTimeout(this.timer);
    window.removeEventListener("keydown", this.onKey, true);
  }
}

function isUnfinishedCode(text) {
  return "ev1".startsWith(text.slice(0, 3).toLowerCase()) && text.length < CODE_LENGTH;
}

function isTextEntry(node) {
  return node instanceof Element && node.matches("input, textarea, select, [contenteditable]");
}

function stopEvent(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
