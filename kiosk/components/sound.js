// The two sounds of the door: a badge was read, and something needs a moment. Never the only cue.

const SOUND_LEVEL = 0.126; // -18 dB
const SOUND_EDGE_S = 0.012; // soft start and end, so that it does not click

class Sounds {
  constructor() {
    this.on = true;
    this.context = null;
  }

  badgeRead() {
    this.play(660, 0.08);
  }

  problem() {
    this.play(220, 0.15);
  }

  /** A browser may hold sound back until the first touch; called on every touch. */
  wake() {
    if (this.context?.state === "suspended") this.context.resume().catch(() => {});
  }

  play(hertz, seconds) {
    if (!this.on || typeof AudioContext === "undefined") return;
    this.context ??= new AudioContext();
    this.wake();
    if (this.context.state !== "running") return; // a beep that comes late is worse than none
    const start = this.context.currentTime;
    const tone = new OscillatorNode(this.context, { frequency: hertz });
    const level = new GainNode(this.context, { gain: 0 });
    level.gain.linearRampToValueAtTime(SOUND_LEVEL, start + SOUND_EDGE_S);
    level.gain.setValueAtTime(SOUND_LEVEL, start + seconds - SOUND_EDGE_S);
    level.gain.linearRampToValueAtTime(0, start + seconds);
    tone.connect(level).connect(this.context.destination);
    tone.start(start);
    tone.stop(start + seconds);
  }

  close() {
    this.context?.close().catch(() => {});
    this.context = null;
  }
}
