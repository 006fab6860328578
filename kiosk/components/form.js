// The form: the one field of a screen and its keyboard, kept while the screen stays the same, so
// that a change of contrast or an answer about a slip does not take the draft away.

const OWN_KEYBOARD = "(max-width: 500px)";
const HAS_WORD = /\p{L}{2,}/u;
// Who comes next decides anew whether the words are hidden while they are written.
const SOMEBODY_ELSE = ["welcome", "handover"];
// From these a writer comes back to the box and finds the draft there.
const ASIDE = ["help", "information", "later", "decline", "phone-code"];

class Form {
  /** places: {form, board} to fill; onEnter: the first primary action; onText(has a word). */
  constructor(places, { onEnter, onText }) {
    Object.assign(this, { places, onEnter, onText });
    Object.assign(this, { field: null, keyboard: null, key: null, boardKey: null, draft: null });
    this.isMasked = false;
    this.phone = window.matchMedia(OWN_KEYBOARD);
    this.onPhone = () => this.field?.useOwnKeyboard(this.phone.matches);
    this.phone.addEventListener("change", this.onPhone);
  }

  draw({ screen, field, keys }) {
    if (SOMEBODY_ELSE.includes(screen)) this.isMasked = false;
    const key = field && `${screen} ${field.id}`;
    this.keepDraft(screen, key);
    if (field && key === this.key) this.field.update(field);
    else this.makeField(field, key);
    const boardKey = JSON.stringify([key, field?.keyboard, keys]);
    if (boardKey !== this.boardKey) this.makeKeyboard(field, keys ?? {});
    this.boardKey = boardKey;
    this.tellText();
  }

  /** The draft outlives a look aside, and nothing else. */
  keepDraft(screen, key) {
    if (this.field && ASIDE.includes(screen)) this.draft = { key: this.key, text: this.field.text };
    else if (!ASIDE.includes(screen) && this.draft?.key !== key) this.draft = null;
  }

  makeField(spec, key) {
    this.key = key;
    this.boardKey = null; // a keyboard belongs to its field
    this.field = spec ? this.newField(spec) : null;
    this.places.form.replaceChildren(...(this.field ? [this.field.node] : []));
    if (!this.field) return;
    if (this.draft) this.field.set(this.draft.text);
    this.draft = null;
    this.onPhone();
    this.field.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // no new line: a sentence is handed on
      this.onEnter();
    });
  }

  newField(spec) {
    const onInput = () => {
      this.keyboard?.textChanged();
      this.tellText();
    };
    if (spec.kind !== "words") return new Field(spec, onInput);
    const onMask = (isMasked) => {
      this.isMasked = isMasked;
    };
    return new WordsField(spec, { onInput, onMask, isMasked: this.isMasked });
  }

  /** Whether a first word stands in the field. */
  tellText() {
    this.onText(HAS_WORD.test(this.field?.text ?? ""));
  }

  makeKeyboard(spec, words) {
    this.keyboard?.stop();
    const kind = spec && (spec.keyboard ?? spec.kind);
    const { field, onEnter } = this;
    this.keyboard = spec ? new Keyboard({ kind, field, words, onEnter }) : null;
    this.places.board.replaceChildren(...(this.keyboard ? [this.keyboard.node] : []));
  }

  /** Put the caret into the field; false without one, or where a phone would open its keyboard. */
  takeFocus() {
    if (!this.field || this.phone.matches) return false;
    this.field.focus();
    this.field.showCaret();
    return true;
  }

  hide() {
    this.field?.blank();
    this.keyboard?.stop();
  }

  reveal() {
    this.field?.unblank();
  }

  stop() {
    this.keyboard?.stop();
    this.phone.removeEventListener("change", this.onPhone);
  }
}
