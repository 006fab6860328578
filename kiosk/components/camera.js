// The camera: opens it, keeps it open over every screen, notices when it goes and brings it back.

const CAMERA_RETRY_MS = 3000;
const CAMERA_RELEASE_MS = 60000;
const CAMERA_STALL_MS = 5000;
const CAMERA_MEMORY = "rozmowa.camera";

const CAMERA_FAILURES = {
  NotAllowedError: "blocked",
  SecurityError: "blocked",
  NotFoundError: "none",
  OverconstrainedError: "none",
};

function rememberedCamera() {
  try {
    return localStorage.getItem(CAMERA_MEMORY);
  } catch {
    return null; // storage can be forbidden; then the first camera is taken
  }
}

function rememberCamera(deviceId) {
  try {
    localStorage.setItem(CAMERA_MEMORY, deviceId);
  } catch {
    // not kept, and nothing else is lost
  }
}

/** States: starting, ok, blocked, lost, none, insecure; onState is called at each change. */
class CameraStream {
  constructor(video, onState) {
    this.video = video;
    this.onState = onState;
    this.state = "starting";
    this.stream = null;
    this.devices = [];
    this.preferred = null;
    this.wanted = false;
    this.opening = false;
    this.frameAt = 0;
    this.watch = setInterval(() => this.checkStall(), 1000);
    this.onDevices = () => this.devicesChanged();
    navigator.mediaDevices?.addEventListener?.("devicechange", this.onDevices);
    this.watchPermission();
  }

  /** Wanted: open it. Not wanted: keep it a minute, so that the next screen has it at once. */
  want(wanted, preferred) {
    this.preferred = preferred;
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    clearTimeout(this.releaseTimer);
    if (wanted) this.open();
    else this.releaseTimer = setTimeout(() => this.release(), CAMERA_RELEASE_MS);
  }

  async open() {
    if (this.opening || this.stream || !this.wanted) return;
    if (!navigator.mediaDevices?.getUserMedia) {
      this.settle("insecure");
      return;
    }
    this.opening = true;
    clearTimeout(this.retryTimer);
    try {
      await this.adopt(await this.request());
    } catch (error) {
      this.fail(error);
    } finally {
      this.opening = false;
    }
  }

  async request() {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const deviceId = rememberedCamera() ?? this.preferred;
    if (deviceId) {
      try {
        const video = { ...size, deviceId: { exact: deviceId } };
        return await navigator.mediaDevices.getUserMedia({ video, audio: false });
      } catch (error) {
        // The chosen camera is not there today; any other is better than none.
        if (CAMERA_FAILURES[error.name] !== "none") throw error;
      }
    }
    return navigator.mediaDevices.getUserMedia({ video: size, audio: false });
  }

  async adopt(stream) {
    if (!this.wanted) {
      stopTracks(stream);
      return;
    }
    this.stream = stream;
    this.frameAt = performance.now();
    for (const track of stream.getVideoTracks()) {
      track.addEventListener("ended", () => this.lose(stream));
    }
    this.video.srcObject = stream;
    this.video.play().catch(() => {}); // an interrupted play starts again with the next frame
    this.settle("ok");
    await this.listDevices();
  }

  fail(error) {
    const state = CAMERA_FAILURES[error.name] ?? "lost";
    this.settle(state);
    // A refusal stays until somebody changes it: asking again would only pester.
    if (state !== "blocked") this.retryLater();
  }

  retryLater() {
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.open(), CAMERA_RETRY_MS);
  }

  lose(stream) {
    if (stream !== this.stream) return;
    this.release();
    if (!this.wanted) return;
    this.settle("lost");
    this.retryLater();
  }

  /** A camera can stay "live" and send nothing, for instance after a loose cable. */
  checkStall() {
    if (!this.stream || !this.wanted || document.visibilityState !== "visible") {
      this.frameAt = performance.now();
      return;
    }
    if (performance.now() - this.frameAt > CAMERA_STALL_MS) this.lose(this.stream);
  }

  devicesChanged() {
    this.listDevices();
    if (!this.stream && this.state !== "blocked") this.open();
  }

  async listDevices() {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.devices = all.filter((device) => device.kind === "videoinput" && device.deviceId);
    this.onState(this.state);
  }

  /** Go to the next camera and remember it. */
  chooseNext() {
    if (this.devices.length < 2) return;
    const current = this.stream?.getVideoTracks()[0]?.getSettings().deviceId;
    const place = this.devices.findIndex((device) => device.deviceId === current);
    rememberCamera(this.devices[(place + 1) % this.devices.length].deviceId);
    this.release();
    this.open();
  }

  async watchPermission() {
    try {
      this.permission = await navigator.permissions.query({ name: "camera" });
      this.permission.onchange = () => this.open();
    } catch {
      this.permission = null; // not every browser tells; the retry button remains
    }
  }

  settle(state) {
    if (state === this.state) return;
    this.state = state;
    this.onState(state);
  }

  release() {
    stopTracks(this.stream);
    this.stream = null;
    this.video.srcObject = null;
  }

  stop() {
    this.wanted = false;
    this.onState = () => {};
    clearInterval(this.watch);
    clearTimeout(this.retryTimer);
    clearTimeout(this.releaseTimer);
    navigator.mediaDevices?.removeEventListener?.("devicechange", this.onDevices);
    if (this.permission) this.permission.onchange = null;
    this.release();
  }
}

function stopTracks(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
