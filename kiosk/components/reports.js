// Reports to the server: scans are kept until the server names them as handled, because a trigger
// can be lost while the connection is down.

const REPORT_AGAIN_MS = 3000;
const REPORT_TIMES = 5;
const REPORTS_WAITING = 8;
const REPORTS_KEPT = "rozmowa.reports";

/** A random UUID; crypto.randomUUID is missing where the page is not a secure context. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40; // version 4
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Sends one scan at a time, again every 3 s, until its id is echoed or 5 times were in vain.
 *  While it is held nothing is sent and no time is in vain. */
class ScanReports {
  constructor(send) {
    this.send = send;
    this.waiting = [];
    this.timer = null;
    this.held = false;
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

  /** held: nobody could answer now; afterwards the first goes out at once. */
  hold(held) {
    if (held === this.held) return;
    this.held = held;
    this.sendFirst();
  }

  sendFirst() {
    clearTimeout(this.timer);
    const report = this.waiting[0];
    if (!report || this.held) return;
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

  /** For the page that is loaded next in this window. */
  keep() {
    const now = performance.now();
    const kept = this.waiting.map(({ id, scan, seenAt }) => ({ id, scan, age: now - seenAt }));
    try {
      sessionStorage.setItem(REPORTS_KEPT, JSON.stringify(kept));
    } catch {
      // storage can be forbidden; then the badge is shown once more
    }
  }

  /** What the page before kept. */
  restore() {
    const now = performance.now();
    try {
      const kept = JSON.parse(sessionStorage.getItem(REPORTS_KEPT) ?? "[]");
      sessionStorage.removeItem(REPORTS_KEPT);
      this.waiting = kept.map(({ id, scan, age }) => ({ id, scan, seenAt: now - age, times: 0 }));
    } catch {
      return; // forbidden, or not ours
    }
    this.sendFirst();
  }

  stop() {
    clearTimeout(this.timer);
    this.waiting = [];
  }
}
