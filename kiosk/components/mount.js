// The mount: one kiosk per place in the page. Streamlit calls the function again for each new
// description; the kiosk, its camera and its clean-up stay the same ones.

const TAP_AGAIN_MS = 4000;
const NUDGES_WITH_WORDS = 15;
const CAMERA_REPORTED = ["ok", "blocked", "lost", "none", "insecure"];
const PHOTO_BUSY = "photo-busy";

class Kiosk {
  /** place: the element, or shadow root, that Streamlit gives to this component. */
  constructor(place) {
    this.place = place;
    this.trigger = () => {};
    this.turn = null;
    this.held = null;
    this.cameraReported = null;
    this.sounds = new Sounds();
    // Before the scanner keys: those keep keys from everybody who listens after them.
    this.idle = new IdleTimer({
      onCountdown: (seconds, share) => this.screen.showCountdown(seconds, share),
      onMore: () => this.screen.closeDialog(),
      onEnd: () => this.act(this.data.idle.action),
    });
    this.screen = new Screen(place, this.screenActions());
    this.reports = new ScanReports((report) => this.trigger("scan", report));
    this.reach = new Reachability({
      onChange: (reason) => this.wait(reason),
      isCutOff,
      asksSince: () => this.reports.pendingSince,
      nudge: (nudge) => this.trigger("camera", { state: this.stream.state, nudge }),
      giveUp: (nudges) => this.loadAnew(nudges),
    });
    this.news = new News({
      camera: () => this.stream.state,
      onNews: () => this.trigger("camera", { state: this.stream.state }),
      onDatabaseAway: () => this.reach.databaseAway(),
    });
    this.uncover = coverStreamlit();
    this.connectCamera();
    this.keys = new ScannerKeys({
      field: () => this.screen.form.field,
      focused: () => place.getRootNode().activeElement,
      onScan: (scan, seenAt) => this.scanned({ ...scan, source: "keys" }, seenAt),
    });
    this.onTouch = () => this.sounds.wake();
    window.addEventListener("pointerdown", this.onTouch, true);
    this.stop = () => this.end();
  }

  connectCamera() {
    const { video } = this.screen.card;
    this.stream = new CameraStream(video, () => this.cameraChanged());
    this.frames = new FrameSender({
      video,
      stream: this.stream,
      reach: this.reach,
      onScan: (scan, seenAt) => this.scanned({ ...scan, source: "camera" }, seenAt),
    });
  }

  screenActions() {
    return {
      tap: (id, button) => this.tap(id, button),
      more: () => this.idle.more(),
      finish: (_, button) => this.tap(this.data.idle.action, button),
      enter: () => this.enter(),
      retry: () => this.stream.open(),
      choose: () => this.stream.chooseNext(),
    };
  }

  update(data, trigger) {
    this.trigger = trigger;
    if (data.waiting) this.cannotDescribe(data);
    else this.describe(data);
  }

  /** The server waits for its database, or for room: what was on the screen stays there, beneath. */
  cannotDescribe({ lang, waiting, health }) {
    this.reach.health = health;
    if (!this.data) this.screen.drawWaiting(lang, waiting);
    this.reach.databaseAway(waiting.reason);
  }

  /** Nobody can answer a guest, or somebody can again; reason: of a Reachability. */
  wait(reason) {
    this.reports.hold(reason !== null);
    this.idle.hold(reason !== null);
    this.screen.showWaiting(reason, this.reports.pendingSince !== null);
  }

  /** Scans outlive it, words do not: while there are some, the connection is given more time. */
  loadAnew(nudges) {
    if (this.screen.form.field?.text && nudges < NUDGES_WITH_WORDS) return;
    this.reports.keep();
    location.reload();
  }

  describe(data) {
    if (!this.data) this.reports.restore();
    const isEntered = data.screen !== this.data?.screen;
    const isNew = data.turn !== this.turn || data.screen !== this.data?.screen;
    this.data = data;
    this.sounds.on = data.kiosk.sound !== false;
    const isLost = this.hasLostWords(data);
    if (isNew) this.begin(data);
    if (isEntered) this.sounds.entered(data.screen);
    this.screen.draw(data);
    this.news.hear(data.news);
    this.reach.health = data.camera.health ?? null;
    this.stream.want(data.camera.active, data.kiosk.cameraId ?? null);
    this.frames.setActive(data.camera.active, data.camera.url);
    this.cameraChanged();
    this.reports.echo(data.lastScan ?? null);
    this.reach.described();
    if (this.reports.pendingSince === null) this.screen.card.answered();
    if (isLost) this.act("lost");
  }

  /** Turns only grow, so a smaller one is of a server that started anew and knows no draft. */
  hasLostWords({ turn }) {
    const { field } = this.screen.form;
    return this.turn !== null && turn < this.turn && field?.kind === "words" && field.text !== "";
  }

  /** A new turn: taps count again, the clocks start again. */
  begin(data) {
    const problem = /^(refused|not-a-badge)/.test(data.screen);
    if (problem && data.turn !== this.turn) this.sounds.problem();
    this.turn = data.turn;
    this.held = null;
    this.idle.start(data.idle ?? null);
    clearInterval(this.timer);
    if (data.timer) this.startTimer(data.timer);
  }

  startTimer({ seconds, action }) {
    this.timer = setTimeout(() => {
      this.act(action);
      this.timer = setInterval(() => this.act(action), TAP_AGAIN_MS + 500);
    }, seconds * 1000);
  }

  scanned(scan, seenAt) {
    if (this.reach.isWaiting) {
      this.sounds.problem();
      this.screen.showUnread();
      return;
    }
    if (scan.code) this.sounds.badgeRead();
    if (scan.code) this.screen.card.flash();
    this.screen.card.waiting();
    this.idle.more();
    this.reports.add({ ...scan, screen: this.data.screen }, seenAt);
  }

  tap(id, button) {
    const upload = this.data.actions.find((action) => action.id === id)?.upload;
    if (upload) this.takePhoto(id, upload, button);
    else if (this.act(id)) this.screen.hold(button);
  }

  async takePhoto(id, url, button) {
    const file = await pickPhoto();
    if (!file) return;
    const turn = this.turn;
    this.screen.hold(button);
    this.idle.more();
    const seenAt = performance.now();
    const { code, foreign, isBusy } = await readPhoto(url, file);
    this.screen.release();
    if (turn !== this.turn) return; // somebody went on meanwhile
    if (code) this.scanned({ code, source: "photo" }, seenAt);
    else if (foreign) this.scanned({ refused: "not_a_badge", source: "photo" }, seenAt);
    else this.act(isBusy ? PHOTO_BUSY : id);
  }

  /** Enter in the field, or "done" on the keyboard, is the first primary action. */
  enter() {
    const primary = this.data.actions.find((action) => action.kind === "primary");
    if (primary) this.tap(primary.id, this.screen.button(primary.id));
  }

  /** Send an action once: until the next turn further ones are not heard. True if it was sent. */
  act(id) {
    const now = performance.now();
    if (this.held !== null && now - this.held < TAP_AGAIN_MS) return false;
    this.held = now;
    clearTimeout(this.holdTimer);
    this.holdTimer = setTimeout(() => this.screen.release(), TAP_AGAIN_MS);
    // What was typed is not handed on by a visit that ended unattended.
    const isLeft = id === this.data.idle?.action;
    const field = isLeft ? null : (this.screen.form.field?.text ?? null);
    const choices = isLeft ? {} : this.screen.choices.all;
    this.trigger("action", { id, turn: this.turn, field, choices });
    return true;
  }

  cameraChanged() {
    if (!this.data) return;
    const { state, devices } = this.stream;
    this.screen.drawCamera(state, devices.length);
    if (state === this.cameraReported || !CAMERA_REPORTED.includes(state)) return;
    this.cameraReported = state;
    this.trigger("camera", { state });
  }

  end() {
    if (this.place[KIOSK] === this) delete this.place[KIOSK];
    clearTimeout(this.timer);
    clearInterval(this.timer);
    clearTimeout(this.holdTimer);
    window.removeEventListener("pointerdown", this.onTouch, true);
    this.trigger = () => {};
    for (const part of [this.frames, this.stream, this.keys, this.idle, this.reports]) part.stop();
    this.reach.stop();
    this.news.stop();
    this.uncover();
    this.screen.stop();
    this.sounds.close();
  }
}

// On the element and not in this module: a server that was updated sends another module.
const KIOSK = Symbol.for("rozmowa.kiosk");

/** The kiosk of this place; one that an older module made is ended first. */
function kioskOf(place) {
  const kiosk = place[KIOSK];
  if (kiosk instanceof Kiosk) return kiosk;
  kiosk?.stop();
  place[KIOSK] = new Kiosk(place);
  return place[KIOSK];
}

export default function mountKiosk({ data, parentElement, setTriggerValue }) {
  const kiosk = kioskOf(parentElement);
  kiosk.update(data, setTriggerValue);
  // Streamlit runs only the clean-up returned last, so it must always be this one.
  return kiosk.stop;
}
