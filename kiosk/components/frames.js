// Frames: looks at the picture many times a second and sends one only when something changed; one
// request at a time. What the server reads becomes one scan per showing.

const SAMPLE_EVERY_MS = 50;
const FRAME_WIDTH = 1280;
const FRAME_QUALITY = 0.7;
const FRAME_TIMEOUT_MS = 3000;
const FAST_MS = 1000 / 6;
const SLOW_MS = 500;
const ALERT_MS = 2000; // after a sudden change a badge is likely on its way
const OUT_OF_VIEW_MS = 1500;
const FOREIGN = "foreign";
const AT_ONCE = 4; // frames
const LEFT_BY_WATCHING = 3; // at least, before a frame that merely watches

/** Which codes lie before the camera. One showing is one scan until it was away for 1.5 s. */
class CodesInView {
  constructor() {
    this.codes = new Map(); // code -> since when it is away, null while in view
  }

  /** Whether this code has just come into view. */
  arrives(code, now) {
    const away = this.codes.get(code);
    this.codes.set(code, null);
    return away === undefined || (away !== null && now - away >= OUT_OF_VIEW_MS);
  }

  /** A frame was read at `now`, and of all codes only `seen` (or none) was in it. */
  others(seen, now) {
    for (const [code, away] of this.codes) {
      if (code === seen) continue;
      if (away === null) this.codes.set(code, now);
      else if (now - away >= OUT_OF_VIEW_MS) this.codes.delete(code);
    }
  }

  /** No frame is read for a while: what is in view may stay there, what was away comes anew. */
  pause() {
    for (const [code, away] of this.codes) if (away !== null) this.codes.delete(code);
  }

  /** Whatever is in view counts as just come when reading goes on. */
  forget() {
    this.codes.clear();
  }

  get some() {
    return [...this.codes.values()].includes(null);
  }

  /** Whether a badge of ours was there within the last 1.5 s. */
  badgeNear(now) {
    return [...this.codes].some(
      ([code, away]) => code !== FOREIGN && (away === null || now - away < OUT_OF_VIEW_MS),
    );
  }
}

/** How many frames may be sent now: a few at once, and one more in each pace of the server. */
class Allowance {
  constructor() {
    this.pace = 0; // ms; 0 where nothing is rationed
    this.left = AT_ONCE;
    this.countedAt = 0;
  }

  /** Whether so many are left; what merely watches leaves some to what may be a badge. */
  has(frames, now) {
    const more = this.pace ? (now - this.countedAt) / this.pace : AT_ONCE;
    this.left = Math.min(AT_ONCE, this.left + more);
    this.countedAt = now;
    return this.left >= frames;
  }

  take() {
    this.left -= 1;
  }

  /** So many ms between two frames. When all cameras begin at once, nobody saved any. */
  setPace(pace) {
    if (pace && !this.pace) this.left = Math.min(1, this.left);
    this.pace = pace;
  }
}

/** onScan({code} or {refused}, seenAt); reach: a Reachability; stream: a CameraStream. */
class FrameSender {
  constructor({ video, stream, reach, onScan }) {
    Object.assign(this, { video, stream, reach, onScan });
    this.kiosk = randomId();
    this.sampler = new PictureSampler();
    this.squares = new SquareFinder();
    this.inView = new CodesInView();
    this.allowance = new Allowance();
    this.canvas = new OffscreenCanvas(FRAME_WIDTH, 720);
    this.pen = this.canvas.getContext("2d", { alpha: false });
    this.active = false;
    this.busy = false;
    this.failing = false;
    this.foreignFrames = 0;
    this.sentAt = -Infinity;
    this.suddenAt = -Infinity;
    this.alertUntil = -Infinity;
    this.sampledAt = -Infinity;
    this.statistics = { samples: 0, sent: 0 };
    this.wait();
  }

  setActive(active, url) {
    this.url = url;
    if (active === this.active) return;
    this.active = active;
    this.foreignFrames = 0;
    if (active) this.sampler.forget();
    else this.inView.pause();
  }

  /** The next video frame, or a timer: a hidden video may not announce its frames. */
  wait() {
    if (this.stopped) return;
    let done = false;
    const go = () => {
      if (done) return;
      done = true;
      this.forgetWait();
      this.look();
      this.wait();
    };
    this.timer = setTimeout(go, 2 * SAMPLE_EVERY_MS);
    this.callback = this.video.requestVideoFrameCallback?.(go);
  }

  forgetWait() {
    clearTimeout(this.timer);
    if (this.callback) this.video.cancelVideoFrameCallback(this.callback);
  }

  look() {
    const now = performance.now();
    if (this.stopped || now - this.sampledAt < SAMPLE_EVERY_MS - 5) return;
    if (this.video.readyState < 2 || !this.stream.stream) return;
    this.sampledAt = now;
    // A live video's time runs on while nothing comes from the camera; its count of frames stops.
    const { totalVideoFrames } = this.video.getVideoPlaybackQuality();
    if (totalVideoFrames !== this.framesSeen) this.stream.frameAt = now;
    this.framesSeen = totalVideoFrames;
    if (!this.active) return;
    this.statistics.samples += 1;
    this.sampler.take(this.video);
    const change = this.sampler.change();
    if (change.sudden) this.alertUntil = now + ALERT_MS;
    if (this.busy || !this.isDue(now, change)) return;
    const mayBeBadge = this.mayBeBadge(now, change);
    if (this.allowance.has(mayBeBadge ? 1 : LEFT_BY_WATCHING, now)) {
      this.send(now, change, mayBeBadge);
    }
  }

  /** Whether a badge that was not read yet is probably in the picture. */
  mayBeBadge(now, change) {
    if (this.foreignFrames === 1) return true;
    const isNew = change.sudden || (now < this.alertUntil && !this.inView.badgeNear(now));
    // Only where frames are rationed it is worth a closer look of our own.
    return isNew && (!this.allowance.pace || this.squares.mayHoldCode(this.video));
  }

  isDue(now, change) {
    const gap = now - this.sentAt;
    if (this.failing) return gap >= SLOW_MS;
    if (change.sudden && now - this.suddenAt >= SLOW_MS) return true;
    if (this.foreignFrames === 1) return gap >= FAST_MS;
    const alert = now < this.alertUntil;
    if (change.some) return gap >= (alert || this.inView.some ? FAST_MS : SLOW_MS);
    // An unread badge held still: the server's thorough look comes once a second.
    return alert && gap >= SLOW_MS;
  }

  async send(now, change, mayBeBadge) {
    this.busy = true;
    this.allowance.take();
    this.sentAt = now;
    if (change.sudden) this.suddenAt = now;
    this.sampler.keep();
    this.statistics.sent += 1;
    try {
      const answer = await this.ask(await this.picture(), mayBeBadge);
      this.failing = false;
      this.reach.answered();
      if (this.reach.isWaiting) this.inView.forget();
      else if (this.active && answer) this.read(answer, now);
    } catch {
      this.failing = true;
      this.inView.pause();
      this.reach.failed(now);
    } finally {
      this.busy = false;
    }
  }

  picture() {
    const scale = Math.min(1, FRAME_WIDTH / this.video.videoWidth);
    const width = Math.round(this.video.videoWidth * scale);
    const height = Math.round(this.video.videoHeight * scale);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
    }
    this.pen.drawImage(this.video, 0, 0, width, height);
    return this.canvas.convertToBlob({ type: "image/jpeg", quality: FRAME_QUALITY });
  }

  /** The server's answer; null when it declined this frame; throws when it does not answer. */
  async ask(blob, mayBeBadge) {
    const headers = { "X-Rozmowa-Camera": this.kiosk, "Content-Type": "image/jpeg" };
    if (!mayBeBadge) headers["X-Rozmowa-Frame"] = "watch";
    const response = await fetch(this.url, {
      method: "POST",
      body: blob,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(FRAME_TIMEOUT_MS),
    });
    this.allowance.setPace(Number(response.headers.get("x-rozmowa-pace") ?? 0));
    // Our own server may be too busy for this frame; a proxy without a server answers in HTML.
    const isOurs = response.headers.get("content-type")?.includes("json");
    if (response.status >= 500 && !isOurs) throw new Error(`server answered ${response.status}`);
    return response.ok ? response.json() : null;
  }

  read({ code, foreign }, now) {
    if (code) this.readCode(code, now);
    else if (foreign) this.readForeign(now);
    else this.readNothing(now);
  }

  readCode(code, now) {
    this.foreignFrames = 0;
    const arrived = this.inView.arrives(code, now);
    this.inView.others(code, now);
    if (arrived) this.onScan({ code }, now);
  }

  readForeign(now) {
    this.foreignFrames += 1;
    const badgeNear = this.inView.badgeNear(now);
    this.inView.others(FOREIGN, now);
    if (badgeNear || this.foreignFrames < 2) return;
    if (this.inView.arrives(FOREIGN, now)) this.onScan({ refused: "not_a_badge" }, now);
  }

  readNothing(now) {
    this.foreignFrames = 0;
    this.inView.others(null, now);
  }

  stop() {
    this.stopped = true;
    this.active = false;
    this.forgetWait();
  }
}
