// The one text field of a screen: a real input, so that any keyboard types into it. A code is shown
// in groups of four and handed on without them.

const CODE_LETTERS = /[^A-HJ-NP-Z2-9]/g;
const AUTOCAPITALIZE = { name: "words", code: "characters", words: "sentences" };
const CODE_GROUP = /(.{4})(?=.)/g;

function plainCode(text) {
  return text.toUpperCase().replace(/^\s*EV1:?/, "").replace(CODE_LETTERS, "");
}

function groupedCode(code) {
  return code.replace(CODE_GROUP, "$1 ");
}

class Field {
  /** spec: the screen's `field`; onInput is called after every change of the text. */
  constructor(spec, onInput) {
    this.kind = spec.kind;
    this.maxLength = spec.maxLength ?? 80;
    this.hidden = null;
    this.onInput = onInput;
    this.input = this.makeInput();
    const problem = { id: "rz-problem", role: "alert" };
    this.label = element("label", { className: "label", attributes: { for: "rz-field" } });
    this.problem = element("p", { className: "problem", attributes: problem });
    this.node = element("div", { className: `field ${this.kind}-field` }, ...this.parts());
    this.input.addEventListener("input", () => this.edited());
    this.given = null;
    this.update(spec);
  }

  makeInput() {
    return element("input", { className: "entry", attributes: this.inputAttributes() });
  }

  parts() {
    return [this.label, this.input, this.problem];
  }

  inputAttributes() {
    return {
      id: "rz-field",
      type: "text",
      maxlength: this.kind === "code" ? null : this.maxLength,
      autocomplete: "off",
      autocapitalize: AUTOCAPITALIZE[this.kind] ?? "none",
      autocorrect: "off",
      spellcheck: "false",
      enterkeyhint: "done",
      "data-kind": this.kind,
    };
  }

  /** The same field again: its draft stays unless the screen gives another value. */
  update(spec) {
    this.label.textContent = spec.label;
    if (spec.value !== this.given) this.set(spec.value ?? "");
    this.given = spec.value;
    this.problem.replaceChildren();
    if (spec.error) this.problem.append(makeIcon("alert"), element("span", { text: spec.error }));
    this.problem.hidden = !spec.error;
    this.input.setAttribute("aria-invalid", String(Boolean(spec.error)));
    this.describe([spec.error ? "rz-problem" : null]);
  }

  /** Small print that a reader of the page hears with the field. */
  describe(ids) {
    const described = ids.filter(Boolean).join(" ");
    if (described) this.input.setAttribute("aria-describedby", described);
    else this.input.removeAttribute("aria-describedby");
  }

  /** The text to hand on; null never, a blanked draft included. */
  get text() {
    const text = this.hidden ?? this.input.value;
    return this.kind === "code" ? plainCode(text) : text;
  }

  set(text) {
    this.input.value = this.kind === "code" ? groupedCode(plainCode(text)) : text;
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.onInput();
  }

  /** phone: the phone's own keyboard is used, else none opens by itself. */
  useOwnKeyboard(phone) {
    const own = this.kind === "email" ? "email" : "text";
    this.input.setAttribute("inputmode", phone ? own : "none");
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  insert(letters) {
    if (!this.hasRoom(letters)) return;
    const { selectionStart: start, selectionEnd: end } = this.input;
    this.input.setRangeText(letters, start, end, "end");
    this.edited();
    this.showCaret();
  }

  hasRoom(letters) {
    const { selectionStart: start, selectionEnd: end, value } = this.input;
    return this.kind === "code" || value.length - (end - start) + letters.length <= this.maxLength;
  }

  backspace() {
    const { selectionStart: start, selectionEnd: end, value } = this.input;
    if (start === 0 && end === 0) return;
    const before = value.slice(0, start);
    // One press removes a whole letter (not half a surrogate pair), and no lone gap of a code.
    const last = this.kind === "code" ? /\S\s*$/u : /.$/su;
    const from = start === end ? before.length - (before.match(last)?.[0].length ?? 1) : start;
    this.input.setRangeText("", from, end, "end");
    this.edited();
    this.showCaret();
  }

  clear() {
    this.set("");
  }

  edited() {
    if (this.kind === "code") this.regroup();
    this.onInput();
  }

  regroup() {
    const before = plainCode(this.input.value.slice(0, this.input.selectionStart)).length;
    const code = plainCode(this.input.value).slice(0, this.maxLength);
    this.input.value = groupedCode(code);
    const caret = groupedCode(code.slice(0, before) + (before < code.length ? "x" : "")).length;
    const place = before < code.length ? caret - 1 : caret;
    this.input.setSelectionRange(place, place);
  }

  /** A long text scrolls in its field until the caret is seen. */
  showCaret() {
    if (this.input.selectionEnd === this.input.value.length) {
      this.input.scrollLeft = this.input.scrollWidth;
    }
  }

  snapshot() {
    const { value, selectionStart, selectionEnd } = this.input;
    return { value, selectionStart, selectionEnd };
  }

  restore({ value, selectionStart, selectionEnd }) {
    this.input.value = value;
    this.input.setSelectionRange(selectionStart, selectionEnd);
    this.onInput();
  }

  /** Take the draft off the page while nobody may be there, and put it back. */
  blank() {
    if (this.hidden !== null) return;
    this.hidden = this.input.value;
    this.input.value = "";
  }

  unblank() {
    if (this.hidden === null) return;
    this.input.value = this.hidden;
    this.hidden = null;
    this.onInput();
  }
}
