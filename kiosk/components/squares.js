// Squares: whether a QR code may be in the picture, as scanning/regions.py finds where one is, at
// half the size. A hint only: it decides which frames go first where many kiosks share a server.

const HINT_WIDTH = 640;
const HINT_HEIGHT = 360;
const HINT_BLOCK = 4; // px
const HINT_SIDES = [6, 9, 13, 18, 25]; // blocks: codes of 24 to 100 px, which is half their size
// Of the photos of benchmarks/frames.py that the server reads, 98 % stand out more than this; of
// cards without a code, a third.
const HINT_SCORE = 80;

class SquareFinder {
  constructor() {
    this.canvas = new OffscreenCanvas(HINT_WIDTH, HINT_HEIGHT);
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  }

  /** picture: a video or an image */
  mayHoldCode(picture) {
    return this.score(picture) > HINT_SCORE;
  }

  /** How much the square that stands out most does so. */
  score(picture) {
    this.pen.drawImage(picture, 0, 0, HINT_WIDTH, HINT_HEIGHT);
    const { data } = this.pen.getImageData(0, 0, HINT_WIDTH, HINT_HEIGHT);
    const sums = windowSums(edges(greys(data)));
    return Math.max(...HINT_SIDES.map((side) => mostOutstanding(sums, side)));
  }
}

const HINT_COLUMNS = HINT_WIDTH / HINT_BLOCK;
const HINT_ROWS = HINT_HEIGHT / HINT_BLOCK;

function greys(data) {
  const grey = new Uint8Array(HINT_WIDTH * HINT_HEIGHT);
  for (let i = 0; i < grey.length; i += 1) {
    grey[i] = (77 * data[4 * i] + 150 * data[4 * i + 1] + 29 * data[4 * i + 2]) >> 8;
  }
  return grey;
}

/** For each block how strong the weaker direction's edges are, above the picture's noise. */
function edges(grey) {
  const across = new Float32Array(HINT_COLUMNS * HINT_ROWS);
  const down = new Float32Array(HINT_COLUMNS * HINT_ROWS);
  for (let y = 0; y < HINT_HEIGHT - 1; y += 1) {
    const row = HINT_COLUMNS * Math.floor(y / HINT_BLOCK);
    for (let x = 0; x < HINT_WIDTH - 1; x += 1) {
      const at = y * HINT_WIDTH + x;
      const block = row + (x >> 2);
      across[block] += Math.abs(grey[at + 1] - grey[at]);
      down[block] += Math.abs(grey[at + HINT_WIDTH] - grey[at]);
    }
  }
  const both = across.map((strength, i) => Math.min(strength, down[i]) / HINT_BLOCK ** 2);
  const noise = 1.2 * both.slice().sort()[both.length >> 1];
  return both.map((strength) => Math.max(0, strength - noise));
}

/** Of all blocks above and to the left of each corner. */
function windowSums(blocks) {
  const width = HINT_COLUMNS + 1;
  const sums = new Float64Array(width * (HINT_ROWS + 1));
  for (let y = 0; y < HINT_ROWS; y += 1) {
    let row = 0;
    for (let x = 0; x < HINT_COLUMNS; x += 1) {
      row += blocks[y * HINT_COLUMNS + x];
      sums[(y + 1) * width + x + 1] = sums[y * width + x + 1] + row;
    }
  }
  return sums;
}

function sumWithin(sums, left, top, side) {
  const width = HINT_COLUMNS + 1;
  const [x1, y1] = [Math.max(0, left), Math.max(0, top)];
  const [x2, y2] = [Math.min(HINT_COLUMNS, left + side), Math.min(HINT_ROWS, top + side)];
  const [upper, lower] = [y1 * width, y2 * width];
  return sums[lower + x2] - sums[upper + x2] - sums[lower + x1] + sums[upper + x1];
}

/** How much the strongest square of that many blocks differs from the ring around it. */
function mostOutstanding(sums, side) {
  const ring = Math.max(1, Math.floor(side / 4));
  const outer = side + 2 * ring;
  let best = 0;
  for (let top = 0; top <= HINT_ROWS - side; top += 1) {
    for (let left = 0; left <= HINT_COLUMNS - side; left += 1) {
      const inner = sumWithin(sums, left, top, side);
      const around = sumWithin(sums, left - ring, top - ring, outer) - inner;
      const score = (inner / side ** 2 - around / (outer ** 2 - side ** 2)) * side;
      if (score > best) best = score;
    }
  }
  return best;
}
