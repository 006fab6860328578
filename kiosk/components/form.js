// The form: the one field of a screen and its keyboard, kept while the screen stays the same, so
// that a change of contrast or an answer about a slip does not take the draft away.

const OWN_KEYBOARD = "(max-width: 500px)";

class Form {
  /** places: {form, board} to fill; onEnter: the first primary action. */
  constructor(places, onEnter) {
    Object.assign(this, { places, onEnter });
    Object.assign(this, { field: null, keyboard: null, key: null, boardKey: null });
    this.phone = window.matchMedia(OWN_KEYBOARD);
    this.onPhone = () => this.field?.useOwnKeyboard(this.phone.matches);
    this.phone.addEventListener("change", this.onPhone);
  }

  draw({ screen, field, keys }) {
    const key = field && `${screen} ${field.id}`;
    if (field && key === this.key) this.field.update(field);
    else this.makeField(field, key);
    const boardKey = JSON.stringify([key, field?.keyboard, keys]);
    if (boardKey !== this.boardKey) this.makeKeyboard(field, keys ?? {});
    this.boardKey = boardKey;
  }

  makeField(spec, key) {
    this.key = key;
    this.boardKey = null; // a keyboard belongs to its field
    this.field = spec ? new Field(spec, () => this.keyboard?.textChanged()) : null;
    this.places.form.replaceChildren(...(this.field ? [this.field.node] : []));
    if (!this.field) return;
    this.onPhone();
    this.field.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.onEnter();
    });
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
