// A photo instead of the live camera: the guest picks or takes one, the server looks for a code.

const PHOTO_TIMEOUT_MS = 20000;

/** The picked file, or null when the guest changed their mind. */
function pickPhoto() {
  const attributes = { type: "file", accept: "image/*", capture: "environment" };
  const input = element("input", { attributes });
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

const TOO_MANY = [429, 503]; // the server has photos enough to read at this moment

/** What the server reads in a photo: {code, foreign}, both empty when it cannot be read or sent;
 *  isBusy: it was not looked at. */
async function readPhoto(url, file) {
  try {
    const signal = AbortSignal.timeout(PHOTO_TIMEOUT_MS);
    const request = { method: "POST", body: file, credentials: "same-origin", signal };
    const response = await fetch(url, request);
    if (response.ok) return await response.json();
    return { code: null, foreign: false, isBusy: TOO_MANY.includes(response.status) };
  } catch {
    return { code: null, foreign: false };
  }
}
