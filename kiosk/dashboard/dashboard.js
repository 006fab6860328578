// What plain HTML cannot do: live parts fetch themselves again, a call rings, a page prints.

const SHORTEST = 1; // seconds between two fetches

const title = document.title;
const live = new Set(); // ids of parts with a timer

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

// Details that stand open stay open, and nobody loses the place where they type.
function replace(part, html) {
  if (part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) return;
  const open = new Set([...part.querySelectorAll("details[open][id]")].map((node) => node.id));
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceChildren(...parsed(html).childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus();
  watch(part);
}

async function refresh(part) {
  if (document.hidden && !part.matches(".calls")) return;
  const headers = part.dataset.tag ? { "If-None-Match": part.dataset.tag } : {};
  try {
    const answer = await fetch(part.dataset.refresh, { headers, cache: "no-store" });
    document.body.classList.toggle("lost", !answer.ok && answer.status !== 304);
    if (!answer.ok) return;
    part.dataset.tag = answer.headers.get("ETag") ?? "";
    replace(part, await answer.text());
    if (part.id === "calls") ring(part);
  } catch {
    document.body.classList.add("lost"); // the next try is near
  }
}

function watch(root) {
  for (const part of root.querySelectorAll("[data-refresh]")) {
    if (live.has(part.id)) continue;
    live.add(part.id);
    const every = Math.max(SHORTEST, Number(part.dataset.every) || 5) * 1000;
    const again = () => {
      const now = document.getElementById(part.id);
      if (!now) {
        live.delete(part.id);
        return;
      }
      refresh(now).finally(() => setTimeout(again, every));
    };
    setTimeout(again, part.hasChildNodes() ? every : 0);
  }
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// A call for help rings until somebody takes it. A browser lets a page sound after the first tap.
let sound;
document.addEventListener("pointerdown", () => { sound ??= new AudioContext(); }, { once: true });

function ring(part) {
  const waiting = part.querySelectorAll("[data-call]").length;
  document.title = waiting ? `(${waiting}) ${title}` : title;
  clearInterval(ring.timer);
  if (!waiting) return;
  tone();
  ring.timer = setInterval(tone, 4000);
}

function tone() {
  if (!sound) return;
  for (const [pitch, after] of [[660, 0], [880, 0.18]]) {
    const wave = sound.createOscillator();
    const volume = sound.createGain();
    wave.frequency.value = pitch;
    volume.gain.value = 0.12;
    wave.connect(volume).connect(sound.destination);
    wave.start(sound.currentTime + after);
    wave.stop(sound.currentTime + after + 0.15);
  }
}

// What is to be printed at once is asked for once: loading the page again prints nothing.
function printNow() {
  if (!document.querySelector("[data-print-now]")) return;
  history.replaceState(null, "", location.pathname);
  document.fonts.ready.then(() => window.print());
}

watch(document);
printNow();
