// The text box for people's words: several lines, beginnings of sentences to tap, small print, and
// a switch that hides what was written from those who stand behind.

/** A Field of several lines. spec: also starters, hints, hide and show (see screen.js). */
class WordsField extends Field {
  /** onMask(isMasked): the guest hid or showed the words; isMasked: how it starts. */
  constructor(spec, { onInput, onMask, isMasked }) {
    super(spec, onInput);
    this.onMask = onMask;
    this.mask(isMasked);
    this.edited();
  }

  makeInput() {
    const { type, ...attributes } = this.inputAttributes();
    const own = { ...attributes, rows: 3, autocorrect: "on", dir: "auto" };
    return element("textarea", { className: "entry", attributes: own });
  }

  parts() {
    const attributes = { type: "button", "data-id": "field-hide" };
    this.starters = element("div", { className: "chips starters" });
    this.hints = element("div", { className: "hints", attributes: { id: "rz-hints" } });
    this.hide = element("button", { className: "btn hide", attributes });
    this.hide.addEventListener("click", () => this.toggleMask());
    this.row = element("div", { className: "field-row" }, this.starters, this.hide);
    return [this.input, this.problem, this.hints, this.row];
  }

  update(spec) {
    super.update(spec);
    this.input.setAttribute("aria-label", spec.label); // the question above says it to the eye
    const { starters = [], hints = [], hide, show, error } = spec;
    this.labels = { hide, show };
    this.starters.replaceChildren(...starters.map((text) => this.makeStarter(text)));
    this.hints.replaceChildren(
      ...hints.map((text) => element("p", { className: "cap", text })),
    );
    this.hide.hidden = !hide;
    this.row.hidden = !hide && !starters.length;
    this.describe([error && "rz-problem", hints.length && "rz-hints"]);
    this.dressHide();
  }

  makeStarter(text) {
    const attributes = { type: "button" };
    const chip = element("button", { className: "chip dashed", text, attributes });
    chip.addEventListener("click", () => this.begin(text));
    return chip;
  }

  /** Begin with a starter: its words without the three dots, and the caret after them. */
  begin(text) {
    this.set(`${text.replace(/\s*(…|\.{3})$/, "")} `);
    this.edited();
    this.focus();
    this.showCaret();
  }

  /** Starters go once something is written, their place stays. */
  edited() {
    super.edited();
    this.showStarters();
  }

  set(text) {
    super.set(text);
    this.showStarters();
  }

  restore(snapshot) {
    super.restore(snapshot);
    this.showStarters();
  }

  unblank() {
    super.unblank();
    this.showStarters();
  }

  showStarters() {
    this.starters?.classList.toggle("gone", this.text !== "");
  }

  toggleMask() {
    this.mask(!this.isMasked);
    this.onMask(this.isMasked);
    this.focus();
  }

  mask(isMasked) {
    this.isMasked = isMasked;
    this.input.classList.toggle("masked", isMasked);
    this.dressHide();
  }

  dressHide() {
    const { hide, show } = this.labels;
    const words = element("span", { text: (this.isMasked ? show : hide) ?? "" });
    this.hide.replaceChildren(makeIcon(this.isMasked ? "eye" : "eye-off"), words);
  }

  showCaret() {
    if (this.input.selectionEnd === this.input.value.length) {
      this.input.scrollTop = this.input.scrollHeight;
    }
  }
}
