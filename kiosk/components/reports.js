// Reports to the server: scans are kept until the server names them as handled, because a trigger
// can be lost while the connection is down; and whether the server answers at all.

const REPORT_AGAIN_MS = 3000;
const REPORT_TIMES = 5;
const REPORTS_WAITING = 8;

/** A random UUID; crypto.randomUUID is missing where the page is not a secure context. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40; // version 4
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Sends one scan at a time, again every 3 s, until its id is echoed or 5 times were in vain. */
class ScanReports {
  constructor(send) {
    this.send = send;
    this.waiting = [];
    this.timer = null;
  }

  /** scan: {code, source} or {refused, source}; seenAt: performance.now() when it was seen. */
  add(scan, seenAt) {
    if (this.waiting.length >= REPORTS_WAITING) return;
    this.waiting.push({ id: randomId(), scan, seenAt, times: 0 });
    if (this.waiting.length === 1) this.sendFirst();
  }

  echo(id) {
    if (!this.waiting.length || this.waiting[0].id !== id) return;
    this.waiting.shift();
    this.sendFirst();
  }

  get pendingSince() {
    return this.waiting[0]?.seenAt ?? null;
  }

  sendFirst() {
    clearTimeout(this.timer);
    const report = this.waiting[0];
    if (!report) return;
    if (report.times >= REPORT_TIMES) {
      this.waiting.shift();
      this.sendFirst();
      return;
    }
    report.times += 1;
    const age = Math.max(0, Math.round(performance.now() - report.seenAt));
    this.send({ id: report.id, ...report.scan, age_ms: age });
    this.timer = setTimeout(() => this.sendFirst(), REPORT_AGAIN_MS);
  }

  stop() {
    clearTimeout(this.timer);
    this.waiting = [];
  }
}

const OFFLINE_AFTER_MS = 2000;
const ASK_AFTER_QUIET_MS = 4000;
const ASK_TIMEOUT_MS = 3000;

/** Knows whether the server answers: from the frames, and by asking `health` when it is quiet. */
class Reachability {
  /** onChange(offline); isCutOff(): is the page cut off from its server; nudge(): report. */
  constructor({ onChange, isCutOff, nudge }) {
    Object.assign(this, { onChange, isCutOff, nudge });
    this.health = null;
    this.offline = false;
    this.cutAt = 0;
    this.failingSince = null;
    this.answeredAt = performance.now();
    this.asking = false;
    this.timer = setInterval(() => this.check(), 500);
  }

  answered() {
    this.answeredAt = performance.now();
    this.failingSince = null;
    if (!this.cutAt) this.tell(false);
  }

  /** The page's own connection is there (again), as every new description shows. */
  connected() {
    this.cutAt = 0;
    if (this.failingSince === null) this.tell(false);
  }

  /** A server that was started again runs the page's script only when something is reported, and
   *  what came with that first run is lost: so report something that may be lost. */
  watchConnection(now) {
    if (this.isCutOff()) {
      this.cutAt = now;
      this.nudged = false;
    } else if (this.cutAt && this.nudged) {
      this.connected();
    } else if (this.cutAt && this.failingSince === null) {
      this.nudged = true;
      this.nudge();
    }
  }

  failed() {
    this.failingSince ??= performance.now();
  }

  check() {
    const now = performance.now();
    const failing = this.failingSince !== null;
    this.watchConnection(now);
    const lasts = failing && now - this.failingSince > OFFLINE_AFTER_MS;
    if (lasts || this.cutAt) this.tell(true);
    if (failing || this.offline || now - this.answeredAt > ASK_AFTER_QUIET_MS) this.ask();
  }

  async ask() {
    if (!this.health || this.asking) return;
    this.asking = true;
    try {
      const signal = AbortSignal.timeout(ASK_TIMEOUT_MS);
      const response = await fetch(this.health, { cache: "no-store", signal });
      if (response.status >= 500) this.failed();
      else this.answered();
    } catch {
      this.failed();
    } finally {
      this.asking = false;
    }
  }

  tell(offline) {
    if (offline === this.offline) return;
    this.offline = offline;
    this.onChange(offline);
  }

  stop() {
    clearInterval(this.timer);
    this.onChange = () => {};
  }
}
