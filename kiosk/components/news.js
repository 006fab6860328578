// A kiosk that nobody touches asks every few seconds whether it should show something new.

const NEWS_EVERY_MS = 5000;

/** camera(): its state; onNews(): have the screen described again; onDatabaseAway(). */
class News {
  constructor({ camera, onNews, onDatabaseAway }) {
    Object.assign(this, { camera, onNews, onDatabaseAway });
    this.told = null;
    this.timer = setInterval(() => this.ask(), NEWS_EVERY_MS);
  }

  /** news: what the screen's description says, {url, version, call}. */
  hear(news) {
    this.told = news ?? null;
  }

  async ask() {
    const { told } = this;
    if (!told) return;
    const asked = new URLSearchParams({ camera: this.camera(), call: told.call ?? "" });
    try {
      const answer = await fetch(`${told.url}?${asked}`, { cache: "no-store" });
      if (answer.status === 404) location.reload(); // it is no kiosk any more
      if (isOfDatabase(answer)) this.onDatabaseAway();
      if (!answer.ok) return;
      const { version } = await answer.json();
      if (told === this.told && version !== told.version) this.onNews();
    } catch {
      // Whether the server can be reached is watched elsewhere.
    }
  }

  stop() {
    clearInterval(this.timer);
  }
}
