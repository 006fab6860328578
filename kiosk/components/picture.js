// The picture in small: enough to see that something changed, cheap enough to look all the time.

const SAMPLE_WIDTH = 64;
const SAMPLE_HEIGHT = 36;
// Of 255 grey levels and of all pixels. A badge at arm's length covers about 3 % of the picture.
const STRONG = 28;
const SOME_MEAN = 1.5;
const SOME_SHARE = 0.004;
const SUDDEN_SHARE = 0.015;

/** Compares the picture with the one that was sent last. */
class PictureSampler {
  constructor() {
    this.canvas = new OffscreenCanvas(SAMPLE_WIDTH, SAMPLE_HEIGHT);
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true, alpha: false });
    this.now = new Uint8Array(SAMPLE_WIDTH * SAMPLE_HEIGHT);
    this.sent = null;
  }

  take(video) {
    this.pen.drawImage(video, 0, 0, SAMPLE_WIDTH, SAMPLE_HEIGHT);
    const { data } = this.pen.getImageData(0, 0, SAMPLE_WIDTH, SAMPLE_HEIGHT);
    for (let i = 0; i < this.now.length; i += 1) {
      this.now[i] = (data[4 * i] + 2 * data[4 * i + 1] + data[4 * i + 2]) >> 2;
    }
  }

  /** {some, sudden}: a little different, or different in a part as large as a badge. */
  change() {
    if (!this.sent) return { some: true, sudden: true };
    let sum = 0;
    let strong = 0;
    for (let i = 0; i < this.now.length; i += 1) {
      const difference = Math.abs(this.now[i] - this.sent[i]);
      sum += difference;
      if (difference > STRONG) strong += 1;
    }
    const pixels = this.now.length;
    const some = sum > SOME_MEAN * pixels || strong > SOME_SHARE * pixels;
    return { some, sudden: strong > SUDDEN_SHARE * pixels };
  }

  keep() {
    this.sent = this.now.slice();
  }

  forget() {
    this.sent = null;
  }
}
