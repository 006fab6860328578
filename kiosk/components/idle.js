// The idle timer: after a time without touch, key or scan it asks whether somebody is still there,
// hides what was typed, and then ends the visit.

const IDLE_TICK_MS = 200;
const IDLE_END_AGAIN_MS = 4500;

class IdleTimer {
  /** onCountdown(seconds left, share left), onMore(): back to work, onEnd(): time is over. */
  constructor({ onCountdown, onMore, onEnd }) {
    Object.assign(this, { onCountdown, onMore, onEnd });
    this.rule = null;
    this.counting = false;
    this.ended = false;
    this.held = false;
    this.onActivity = () => this.touched();
    for (const name of ["pointerdown", "keydown", "wheel", "touchmove"]) {
      window.addEventListener(name, this.onActivity, { capture: true, passive: true });
    }
    this.timer = setInterval(() => this.tick(), IDLE_TICK_MS);
  }

  /** rule: the screen's `idle` or null. A new screen starts the time again. */
  start(rule) {
    this.rule = rule;
    this.more();
  }

  /** While it counts down only an answer to the question, or a scan, goes back. */
  touched() {
    if (!this.counting) this.since = performance.now();
  }

  more() {
    this.since = performance.now();
    this.ended = false;
    if (this.counting) this.onMore();
    this.counting = false;
  }

  /** held: nobody can be answered, so nobody's time runs out; afterwards it starts again. */
  hold(held) {
    this.held = held;
    this.more();
  }

  tick() {
    if (!this.rule || this.held) return;
    if (this.ended) {
      this.endAgain();
      return;
    }
    const left = this.rule.seconds - (performance.now() - this.since) / 1000;
    if (left <= 0) {
      this.end();
    } else if (left <= this.rule.countdown) {
      this.counting = true;
      this.onCountdown(Math.ceil(left), left / this.rule.countdown);
    }
  }

  end() {
    this.ended = true;
    this.endedAt = performance.now();
    this.onEnd();
  }

  /** The end may have been lost on its way while the server was down. */
  endAgain() {
    if (performance.now() - this.endedAt > IDLE_END_AGAIN_MS) this.end();
  }

  stop() {
    clearInterval(this.timer);
    for (const name of ["pointerdown", "keydown", "wheel", "touchmove"]) {
      window.removeEventListener(name, this.onActivity, { capture: true });
    }
  }
}
