// The camera card: the picture with its four corners, the arrow to the lens, and in its place calm
// words about what to do when there is no picture.

const CORNERS = ["top left", "top right", "bottom left", "bottom right"];
const CORNER_PATH = "M5 95V31Q5 5 31 5H95";
const FLASH_MS = 260;
const BUSY_AFTER_MS = 400;

const CAMERA_TEXTS = {
  starting: [null, "starting"],
  blocked: ["blocked_title", "blocked_text"],
  insecure: ["insecure_title", "insecure_text"],
  lost: ["lost_title", "lost_text"],
  none: ["none_title", "none_text"],
};

class CameraCard {
  /** onRetry, onChoose: the two buttons. */
  constructor({ onRetry, onChoose }) {
    this.video = element("video", { attributes: { playsinline: "", "aria-hidden": "true" } });
    Object.assign(this.video, { muted: true, autoplay: true, disablePictureInPicture: true });
    this.frame = element("div", { className: "frame", attributes: { "aria-hidden": "true" } });
    this.frame.append(...CORNERS.map(makeCorner));
    this.arrow = element("div", { className: "arrow" });
    this.busy = element("p", { className: "busy-note", attributes: { role: "status" } });
    this.choose = makeRoundButton("choose", "camera", onChoose);
    this.retry = element("button", { className: "btn retry", attributes: { type: "button" } });
    this.retry.addEventListener("click", onRetry);
    this.words = element("div", { className: "cam-words", attributes: { role: "status" } });
    this.hole = element("div", { className: "cam-hole" }, this.words, this.retry);
    const parts = [this.video, this.frame, this.arrow, this.busy, this.hole, this.choose];
    this.node = element("div", { className: "cam" }, ...parts);
  }

  /** What the screen and the camera say: texts, mirror, arrow, state, number of cameras. */
  draw(description) {
    const drawn = JSON.stringify(description);
    if (drawn === this.drawn) return; // a status that is made anew would be read out again
    this.drawn = drawn;
    const { texts, mirror, arrow, state, cameras } = description;
    this.node.dataset.state = state;
    this.node.classList.toggle("mirror", mirror);
    this.drawArrow(arrow, texts.arrow);
    this.busyText = texts.reading ?? "";
    this.choose.hidden = cameras < 2 || state === "starting";
    this.choose.setAttribute("aria-label", texts.choose ?? "");
    this.retry.textContent = texts.retry ?? "";
    this.retry.hidden = !["blocked", "lost", "none"].includes(state);
    this.drawWords(state, texts);
  }

  drawArrow(arrow, words) {
    this.arrow.replaceChildren();
    this.arrow.hidden = !arrow;
    this.arrow.className = `arrow ${arrow ?? ""}`;
    if (!arrow) return;
    this.arrow.append(makeIcon(arrow), element("span", { text: words ?? "" }));
  }

  drawWords(state, texts) {
    this.hole.hidden = state === "ok";
    this.words.replaceChildren();
    if (state === "ok") return;
    const [title, text] = CAMERA_TEXTS[state];
    // A page without a secure connection gets the words about the blocked camera if it has no own.
    const titleText = title && (texts[title] ?? texts.blocked_title);
    const bodyText = texts[text] ?? texts.blocked_text ?? "";
    if (titleText) {
      const heading = element("p", { className: "cam-title", text: titleText });
      this.words.append(makeIcon("camera-off"), heading);
    }
    this.words.append(element("p", { className: "cam-text", text: bodyText }));
  }

  flash() {
    this.node.classList.add("hit");
    clearTimeout(this.flashTimer);
    this.flashTimer = setTimeout(() => this.node.classList.remove("hit"), FLASH_MS);
  }

  /** Say "one moment" when the answer to a scan takes longer than people expect. */
  waiting() {
    clearTimeout(this.busyTimer);
    this.busyTimer = setTimeout(() => {
      this.busy.textContent = this.busyText;
    }, BUSY_AFTER_MS);
  }

  answered() {
    clearTimeout(this.busyTimer);
    this.busy.textContent = "";
  }

  stop() {
    clearTimeout(this.busyTimer);
    clearTimeout(this.flashTimer);
  }
}

function makeCorner(place) {
  const line = svgNode("path", { d: CORNER_PATH });
  return svgNode("svg", { class: `corner ${place}`, viewBox: "0 0 100 100" }, line);
}

function makeRoundButton(className, icon, onClick) {
  const attributes = { type: "button" };
  const button = element("button", { className: `round ${className}`, attributes });
  button.append(makeIcon(icon));
  button.addEventListener("click", onClick);
  return button;
}
