// The on-screen keyboard: Polish letters in one row on top, large keys, shift that knows the start
// of a name, backspace that repeats. It types into a Field and never takes the focus from it.

const REPEAT_AFTER_MS = 400;
const REPEAT_EVERY_MS = 60;
const DOUBLE_TAP_MS = 350;

const POLISH = "ąćęłńóśźż";
const DIGITS = "1234567890";
const QWERTY = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const row = (letters) => [...letters];

// Names between < and > are keys that act; all others type themselves.
const KEYBOARDS = {
  letters: {
    base: [
      row(POLISH),
      row(QWERTY[0]),
      row(QWERTY[1]),
      ["<shift>", ...QWERTY[2], "<backspace>"],
      ["<symbols>", "-", "<space>", "'", "<enter>"],
    ],
    symbols: [
      row(DIGITS),
      row(".,-'’\"/&()"),
      row("@_+:;!?#"),
      ["<letters>", "<space>", "<backspace>"],
      ["<enter>"],
    ],
  },
  words: {
    base: [
      row(POLISH),
      row(QWERTY[0]),
      row(QWERTY[1]),
      ["<shift>", ...QWERTY[2], "<backspace>"],
      ["<symbols>", ",", "<space>", ".", "?"],
    ],
    symbols: [
      row(DIGITS),
      row("@_+/&%°()="),
      row("„”\"'’:;#*"),
      ["<letters>", "!", "-", "–", "…", "€", "<backspace>"],
      [",", "<space>", ".", "?"],
    ],
  },
  email: {
    base: [
      row(DIGITS),
      row(QWERTY[0]),
      row(QWERTY[1]),
      ["<shift>", ...QWERTY[2], "<backspace>"],
      ["<symbols>", "@", ".", "-", "_", "<enter>"],
    ],
    symbols: [
      row(DIGITS),
      row("@._-+/&'"),
      row("!#$%*=?^`{|}~"),
      ["<letters>", "@", ".", "<backspace>"],
      ["<enter>"],
    ],
  },
  code: {
    base: [
      row("23456789"),
      row("QWERTYUP"),
      row("ASDFGHJKL"),
      row("ZXCVBNM"),
      ["<clear>", "<backspace>", "<enter>"],
    ],
  },
};

// After what a letter begins a name or a sentence.
const CAPITAL_AFTER = { name: /(^|[\s-])$/, words: /(^\s*|[.!?…]\s+)$/ };

const KEY_ICONS = { shift: "shift", backspace: "backspace" };

class Keyboard {
  /** kind: letters, email or code; words: the texts `keys`; onEnter: the first primary action. */
  constructor({ kind, field, words, onEnter }) {
    Object.assign(this, { kind, field, words, onEnter });
    this.layer = "base";
    this.shift = "off"; // off, once, lock
    this.shiftByHand = false;
    this.shiftAt = -Infinity;
    this.node = element("div", {
      className: `kbd ${kind}`,
      attributes: { role: "group", "aria-label": words.keyboard ?? null },
    });
    this.draw();
    this.textChanged();
  }

  draw() {
    // Sentences need their full stop at hand.
    const isWords = this.kind === "letters" && this.field.kind === "words";
    const layers = (isWords ? KEYBOARDS.words : KEYBOARDS[this.kind]) ?? KEYBOARDS.letters;
    const rows = layers[this.layer].map((keys, place) =>
      element("div", { className: `keys row${place}` }, ...keys.map((key) => this.makeKey(key))),
    );
    this.node.replaceChildren(...rows);
  }

  makeKey(key) {
    const action = key.match(/^<(.+)>$/)?.[1] ?? null;
    const className = `key ${action ?? (POLISH.includes(key) ? "pl" : "")}`;
    const node = element("button", { className, attributes: { type: "button", tabindex: -1 } });
    if (action) this.dressAction(node, action);
    else node.textContent = this.inCase(key);
    node.dataset.key = action ?? key;
    this.listen(node, () => (action ? this.act(action) : this.type(key)), action === "backspace");
    return node;
  }

  dressAction(node, action) {
    const icon = KEY_ICONS[action] ? makeIcon(KEY_ICONS[action]) : null;
    const word = this.words[action] ?? action;
    if (icon) node.append(icon);
    else node.textContent = word;
    node.setAttribute("aria-label", word);
    if (action === "shift") node.setAttribute("aria-pressed", String(this.shift !== "off"));
    if (action === "shift" && this.shift === "lock") node.classList.add("lock");
  }

  /** A key acts when it is pressed, not when it is let go: fast typing feels right. */
  listen(node, press, repeats) {
    node.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      node.classList.add("pressed");
      this.field.focus();
      press();
      if (repeats) this.startRepeat(press);
    });
    const release = () => {
      node.classList.remove("pressed");
      this.stopRepeat();
    };
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
      node.addEventListener(name, release);
    }
    // A click without a pointer comes from a keyboard or a helper of a disabled guest.
    node.addEventListener("click", (event) => event.detail === 0 && press());
    node.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  startRepeat(press) {
    this.stopRepeat();
    this.repeatTimer = setTimeout(() => {
      this.repeatTimer = setInterval(press, REPEAT_EVERY_MS);
    }, REPEAT_AFTER_MS);
  }

  stopRepeat() {
    clearTimeout(this.repeatTimer);
    clearInterval(this.repeatTimer);
  }

  type(key) {
    this.field.insert(this.inCase(key));
    if (this.shift === "once") this.setShift("off");
    this.shiftByHand = false;
    this.textChanged();
  }

  inCase(key) {
    return this.shift === "off" ? key : key.toLocaleUpperCase("pl");
  }

  act(action) {
    const acts = {
      shift: () => this.tapShift(),
      backspace: () => this.field.backspace(),
      space: () => this.type(" "),
      clear: () => this.field.clear(),
      enter: () => this.onEnter(),
      symbols: () => this.show("symbols"),
      letters: () => this.show("base"),
    };
    acts[action]();
  }

  show(layer) {
    this.layer = layer;
    this.draw();
  }

  tapShift() {
    const now = performance.now();
    const twice = now - this.shiftAt < DOUBLE_TAP_MS;
    this.shiftAt = now;
    this.shiftByHand = true;
    if (twice && this.shift !== "lock") this.setShift("lock");
    else this.setShift(this.shift === "off" ? "once" : "off");
  }

  /** Keys keep their nodes: the finger that is on one must not lose it. */
  setShift(shift) {
    if (shift === this.shift) return;
    this.shift = shift;
    for (const node of this.node.querySelectorAll("[data-key]")) {
      if (node.dataset.key.length === 1) node.textContent = this.inCase(node.dataset.key);
    }
    const key = this.node.querySelector("[data-key=shift]");
    key?.setAttribute("aria-pressed", String(shift !== "off"));
    key?.classList.toggle("lock", shift === "lock");
  }

  /** Names and sentences begin with a capital, unless shift was tapped to say otherwise. */
  textChanged() {
    const starts = CAPITAL_AFTER[this.field.kind];
    if (!starts || this.shift === "lock" || this.shiftByHand) return;
    const before = this.field.input.value.slice(0, this.field.input.selectionStart);
    this.setShift(starts.test(before) ? "once" : "off");
  }

  stop() {
    this.stopRepeat();
  }
}
