// The screen: draws the description that Python sends. The skeleton is made once, so that the
// camera is never taken out of the page; only the pieces that changed are made anew.
//
// Contract. Python -> data:
//   turn, lang, title?, contrast, large, screen,
//   layout camera|message|form|text|menu (doors)|choice (groups)|cards|code
//   kiosk {number, mode, cameraArrow, mirror, cameraId, sound}
//   header {event, date, note {icon, text}|null, announcement: text|null}
//   ring {left, right: dotted|solid, gap: open|slipped|closed, icon, label?, writes: left|right|
//     null (this half begins to fill with the first word in the field)}|null, ringRow
//   lines [{role: hello|display|title|question|lead|body|caption|name|good|stop|hint|note, text}]
//     (layouts camera, code: hint, note and caption stand below the picture; layout form with ring:
//     caption and name stand beside it, "Answering: who" with who in the colour of `writes`)
//   field {id, label, value, kind: name|code|email|text|words, maxLength, keyboard:
//     letters|email|code, error; of words also starters [text …], hints [text], hide, show}|null
//   groups [{id, label, kind: single|many, options [{id, label, is_chosen}], caption}]
//   cards [{half: left|right, name, quote, captions [text], good, actions}], at most two
//   code {rows: ["0110…"], label, caption, typed}|null
//   actions [{id, label, kind: primary|secondary|ghost|door, icon, sub (a door's second line; a
//     primary with it is a door too), pressed: true|false|null, upload? (a photo goes to this
//     address; without a code in it the action is reported, `photo-busy` if it was not looked at)}]
//   util [{id, label, title?, icon, lang?, pressed?, end?}], paragraphs [{title, text}]
//   timer {seconds, action}|null
//   idle {seconds, countdown, action, title, text, more, finish, seconds_text? "{n} s"}|null
//   news {url, version, call: id|null} (asked for every few seconds; another version is reported as
//     camera), camera {active, visible, url, health?, texts}, lastScan
//   keys {keyboard?, space, shift, backspace, enter, symbols, letters, clear}, nudge (the number of
//     the last report `camera` that had one)
//   or, while the server waits for its database: waiting {title, text}, lang, health
// Triggers -> Python:
//   scan {id (UUID), code | refused: not_a_badge, source: camera|keys|photo, screen, age_ms};
//     sent again until lastScan is its id
//   action {id, turn, field: text|null, choices: {group id: [option ids]}}
//   camera {state: ok|blocked|lost|none|insecure, nudge? (1, 2, …: describe the screen again)}

const UNREAD_SHOWN_MS = 4000;
const PHONE = "(max-width: 500px), (max-height: 500px)";

class Screen {
  /** host: where to draw; does: tap(id, button), more, finish, enter, retry, choose. */
  constructor(host, does) {
    this.does = does;
    this.data = null;
    this.drawn = {};
    this.looks = [];
    this.dialog = null;
    this.texts = null;
    this.note = "";
    this.card = new CameraCard({ onRetry: does.retry, onChoose: does.choose });
    this.buildSkeleton();
    host.append(this.root);
    this.refit = () => this.fit();
    this.sizes = new ResizeObserver(this.refit);
    this.sizes.observe(this.root);
    this.form = this.makeForm();
    this.choices = new Choices();
    document.fonts?.ready.then(this.refit);
  }

  makeForm() {
    const places = { form: this.formPlace, board: this.board };
    const onText = (hasWord) => this.ring.classList.toggle("begun", hasWord);
    return new Form(places, { onEnter: this.does.enter, onText });
  }

  buildSkeleton() {
    const slot = (tag, className, attributes = {}) => element(tag, { className, attributes });
    this.top = slot("header", "top");
    this.row = slot("div", "ring-row", { "aria-hidden": "true" });
    this.ring = slot("div", "ring-place");
    this.words = slot("div", "words");
    this.hint = slot("div", "hint");
    this.view = element("div", { className: "view" }, this.card.node, this.hint);
    this.formPlace = slot("div", "form");
    this.board = slot("div", "board");
    this.scroll = slot("div", "scroll");
    this.body = slot("div", "body-place");
    this.actions = slot("div", "actions");
    const upper = [this.row, this.ring, this.words, this.view];
    const lower = [this.body, this.formPlace, this.board, this.scroll, this.actions];
    // Streamlit's own page is a main already.
    this.main = element("div", { className: "main" }, ...upper, ...lower);
    this.util = slot("footer", "util");
    this.page = element("div", { className: "page" }, this.top, this.main, this.util);
    this.idle = slot("div", "idle");
    this.offline = slot("div", "offline", { role: "alert" });
    this.live = slot("div", "live", { "aria-live": "polite" });
    this.idle.hidden = true;
    this.offline.hidden = true;
    const layers = [this.page, this.idle, this.offline, this.live];
    this.root = element("div", { className: "rz" }, ...layers);
  }

  /** Draw a description; only what differs from the last one is touched. */
  draw(data) {
    const before = this.data;
    const focused = this.focusedId();
    this.data = data;
    this.drawRoot(data);
    const { who, words, hint } = splitLines(data);
    this.put("top", data.header, () => makeHeader(data.header));
    this.put("row", data.ringRow, () => (data.ringRow ? makeRingRow() : []));
    this.put("ring", [data.ring, who], () => makeRingPlace(data.ring, who));
    this.put("words", words, () => makeLines(words));
    this.put("hint", hint, () => (data.layout === "camera" ? makeHint(hint) : []));
    const body = bodyPieces(data, hint);
    this.put("body", body, () => this.makeBody(body));
    this.put("actions", data.actions, () => makeActions(data.actions, this.does.tap));
    this.put("util", data.util, () => makeUtil(data.util, this.does.tap));
    this.drawParagraphs(data);
    this.form.draw(data);
    this.texts = data.camera.texts;
    this.release();
    this.fit();
    if (isOtherScreen(before, data)) this.arrive(data);
    else if (data.field?.error && before.turn !== data.turn) this.form.takeFocus();
    else if (focused) this.refocus(focused);
  }

  put(slot, piece, make) {
    const text = JSON.stringify(piece ?? null);
    if (this.drawn[slot] === text) return false;
    this.drawn[slot] = text;
    this[slot].replaceChildren(...make());
    return true;
  }

  drawRoot(data) {
    const { root } = this;
    root.lang = data.lang;
    root.dataset.screen = data.screen;
    root.dataset.layout = data.layout;
    root.classList.toggle("hc", Boolean(data.contrast));
    root.classList.toggle("large", Boolean(data.large));
    root.classList.toggle("ringed", Boolean(data.ring));
    root.classList.toggle("asking", data.field?.kind === "words");
    root.classList.toggle("no-view", !(data.camera.visible && data.layout === "camera"));
    this.actions.dataset.count = data.actions.length;
    document.documentElement.lang = data.lang;
    if (data.title) document.title = data.title;
  }

  makeBody(body) {
    const { nodes, looks } = makeBody(body, this.choices, this.does.tap);
    this.looks = looks;
    return nodes;
  }

  drawParagraphs({ layout, paragraphs, lines }) {
    const shown = layout === "text" ? (paragraphs ?? []) : [];
    this.put("scroll", shown, () => {
      if (!shown.length) return [];
      const title = lines.find((line) => HEADINGS.includes(line.role))?.text ?? "";
      const { nodes, look } = makeScroll(shown, title);
      this.lookScroll = look;
      return nodes;
    });
  }

  /** A new screen: its heading gets the focus, a field at once the caret, readers hear it. */
  arrive(data) {
    if (!this.form.takeFocus()) this.words.querySelector("h1")?.focus({ preventScroll: true });
    this.root.scrollTop = 0;
    const spoken = ["hello", "lead", "name", "good", "stop", ...HEADINGS];
    const lines = data.lines.filter((line) => spoken.includes(line.role));
    this.live.textContent = lines.map((line) => line.text).join(" ");
  }

  focusedId() {
    return this.root.getRootNode().activeElement?.dataset?.id ?? null;
  }

  button(id) {
    return this.page.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  /** A button that was drawn anew keeps the focus; from one that is gone it goes to the heading. */
  refocus(id) {
    const node = this.button(id) ?? this.words.querySelector("h1");
    node?.focus({ preventScroll: true });
  }

  /** Show that a tap was taken and the answer is on its way. */
  hold(button) {
    button?.classList.add("held");
    this.page.classList.add("holding");
  }

  release() {
    this.page.classList.remove("holding");
    for (const button of this.root.querySelectorAll(".held")) button.classList.remove("held");
  }

  drawCamera(state, cameras) {
    const { kiosk, camera } = this.data;
    this.card.draw({
      texts: camera.texts,
      mirror: kiosk.mirror !== false,
      arrow: kiosk.cameraArrow ?? null,
      state,
      cameras,
    });
  }

  showCountdown(seconds, share) {
    if (!this.dialog) this.openDialog(this.data.idle);
    const words = (this.data.idle.seconds_text ?? "{n} s").replace("{n}", String(seconds));
    this.dialog.show(share, words);
  }

  openDialog(rule) {
    this.focusBefore = this.root.getRootNode().activeElement;
    this.form.hide();
    this.dialog = makeIdleDialog(rule, { onMore: this.does.more, onFinish: this.does.finish });
    this.idle.replaceChildren(this.dialog.card);
    this.idle.hidden = false;
    this.page.inert = true;
    fitPage(this.idle, false);
    this.dialog.stay.focus({ preventScroll: true });
  }

  closeDialog() {
    if (!this.dialog) return;
    this.dialog = null;
    this.idle.hidden = true;
    this.idle.replaceChildren();
    this.page.inert = !this.offline.hidden;
    this.form.reveal();
    if (this.focusBefore?.isConnected) this.focusBefore.focus({ preventScroll: true });
  }

  /** reason: of a Reachability, null shows the screen again; hasScan: a badge was read before. */
  showWaiting(reason, hasScan) {
    this.root.dataset.waiting = reason ?? "";
    this.offline.hidden = reason === null;
    this.page.inert = reason !== null || this.dialog !== null;
    if (reason === null || !this.texts) return;
    this.note = hasScan ? this.texts.pending : "";
    this.drawOffline(this.texts[`${reason}_title`], this.texts[`${reason}_text`]);
  }

  /** A badge was shown while nobody can check it. */
  showUnread() {
    const line = this.offline.querySelector(".still");
    line.textContent = this.texts?.unread ?? "";
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => (line.textContent = this.note), UNREAD_SHOWN_MS);
  }

  /** Before any screen was described; lang, waiting {title, text}: of the server. */
  drawWaiting(lang, { title, text }) {
    this.root.lang = lang;
    this.root.dataset.screen = "waiting";
    document.documentElement.lang = lang;
    this.drawOffline(title, text);
  }

  drawOffline(title, text) {
    this.offline.replaceChildren(...makeOffline(title, text, this.note));
  }

  fit() {
    if (!this.data) return;
    fitPage(this.page, window.matchMedia(PHONE).matches);
    if (this.dialog) fitPage(this.idle, false);
    for (const look of [this.lookScroll, ...this.looks]) look?.();
  }

  stop() {
    clearTimeout(this.noteTimer);
    this.sizes.disconnect();
    this.form.stop();
    this.card.stop();
    this.root.remove();
  }
}

/** Another screen, or the same one with other words: not merely contrast or larger text. */
function isOtherScreen(before, now) {
  if (!before) return true;
  const key = ({ screen, lines, field }) => JSON.stringify([screen, lines, field?.id ?? null]);
  return key(before) !== key(now) || before.lang !== now.lang;
}
