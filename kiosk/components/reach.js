// Whether the server, and the database behind it, can be reached. While they cannot, the kiosk shows
// why it waits, and it goes on by itself.

const OFFLINE_AFTER_MS = 2000;
const ASK_AFTER_QUIET_MS = 4000;
const ASK_AFTER_REPORT_MS = 800;
const ASK_TIMEOUT_MS = 3000;
const NUDGE_EVERY_MS = 2000;
// So many unanswered by a server that is well: the page's own connection is dead. After a long cut
// its next try may come half a minute later.
const NUDGES = 3;
const OFFLINE = "offline";
const DATABASE = "database";

/** reason: null, "offline" (nobody answers), or what the server says that it waits for: "database",
 *  or "full" (there is no room to keep anything).
 *
 *  Only a new description of the screen ends the waiting, because it has come the whole way: the
 *  network may be back while the page's own connection is still dead. */
class Reachability {
  /** onChange(reason); isCutOff(): is the page cut off from its server; asksSince(): when what
   *  the page asked and nobody answered was asked, or null; nudge(number): report something that
   *  may be lost, so that the screen is described again; giveUp(nudges): load the page anew. */
  constructor({ onChange, isCutOff, asksSince, nudge, giveUp }) {
    Object.assign(this, { onChange, isCutOff, asksSince, nudge, giveUp });
    this.health = null;
    this.reason = null;
    this.failingSince = null;
    this.answeredAt = performance.now();
    this.asking = false;
    this.forgetNudges();
    this.timer = setInterval(() => this.check(), 500);
  }

  get isWaiting() {
    return this.reason !== null;
  }

  /** The server answered, whatever it said. */
  answered() {
    this.answeredAt = performance.now();
    this.failingSince = null;
  }

  /** since: when what failed was begun. */
  failed(since) {
    this.failingSince ??= since;
    this.isWell = false;
  }

  databaseAway(reason) {
    this.answered();
    this.isWell = false;
    this.tell(reason ?? DATABASE);
  }

  /** The screen was described anew: server, database and the page's own connection are there. */
  described() {
    this.answered();
    this.forgetNudges();
    this.tell(null);
  }

  forgetNudges() {
    this.isWell = false;
    this.nudges = 0;
    this.nudgedAt = -Infinity;
  }

  check() {
    const now = performance.now();
    const lasts = this.failingSince !== null && now - this.failingSince > OFFLINE_AFTER_MS;
    const isCutOff = this.isCutOff();
    if (lasts || (isCutOff && !this.isWaiting)) this.tell(OFFLINE);
    if (this.isWaiting && this.isWell && !isCutOff) this.askForScreen(now);
    const asked = this.asksSince();
    const isDue = asked !== null && now - Math.max(asked, this.answeredAt) > ASK_AFTER_REPORT_MS;
    const isQuiet = isDue || now - this.answeredAt > ASK_AFTER_QUIET_MS;
    if (this.failingSince !== null || this.isWaiting || isQuiet) this.ask();
  }

  askForScreen(now) {
    if (now - this.nudgedAt < NUDGE_EVERY_MS) return;
    if (this.nudges >= NUDGES) this.giveUp(this.nudges);
    this.nudgedAt = now;
    this.nudges += 1;
    this.nudge(this.nudges);
  }

  async ask() {
    if (!this.health || this.asking) return;
    this.asking = true;
    const since = performance.now();
    try {
      const signal = AbortSignal.timeout(ASK_TIMEOUT_MS);
      const response = await fetch(this.health, { cache: "no-store", signal });
      if (isOfDatabase(response)) this.databaseAway((await response.json()).waits);
      else if (response.status >= 500) this.failed(since);
      else this.well();
    } catch {
      this.failed(since);
    } finally {
      this.asking = false;
    }
  }

  well() {
    this.answered();
    this.isWell = true;
  }

  tell(reason) {
    if (reason === this.reason) return;
    this.reason = reason;
    this.onChange(reason);
  }

  stop() {
    clearInterval(this.timer);
    this.onChange = () => {};
    this.nudge = () => {};
    this.giveUp = () => {};
  }
}

/** Our own server says so in JSON; a proxy without a server answers in HTML. */
function isOfDatabase(response) {
  return response.status === 503 && Boolean(response.headers.get("content-type")?.includes("json"));
}
