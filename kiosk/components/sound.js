// The sounds: a badge was read, something needs a moment, one half is saved, the ring is closed.
// Never the only cue.

const SOUND_LEVEL = 0.126; // -18 dB
const SOUND_EDGE_S = 0.012; // soft start and end, so that it does not click

class Sounds {
  constructor() {
    this.on = true;
    this.context = null;
  }

  badgeRead() {
    this.play([660], 0.08);
  }

  problem() {
    this.play([220], 0.15);
  }

  halfSaved() {
    this.play([523], 0.12);
  }

  ringClosed() {
    this.play([523, 784], 0.22);
  }

  /** A screen was entered that has its sound. */
  entered(screen) {
    if (["handover", "saved"].includes(screen)) this.halfSaved();
    else if (screen === "connected") this.ringClosed();
  }

  /** A browser may hold sound back until the first touch; called on every touch. */
  wake() {
    if (this.context?.state === "suspended") this.context.resume().catch(() => {});
  }

  play(tones, seconds) {
    if (!this.on || typeof AudioContext === "undefined") return;
    this.context ??= new AudioContext();
    this.wake();
    if (this.context.state !== "running") return; // a beep that comes late is worse than none
    for (const hertz of tones) this.playTone(hertz, seconds, SOUND_LEVEL / tones.length);
  }

  playTone(hertz, seconds, loudness) {
    const start = this.context.currentTime;
    const tone = new OscillatorNode(this.context, { frequency: hertz });
    const level = new GainNode(this.context, { gain: 0 });
    level.gain.linearRampToValueAtTime(loudness, start + SOUND_EDGE_S);
    level.gain.setValueAtTime(loudness, start + seconds - SOUND_EDGE_S);
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
