// Runs in the switch, the one part that may send events to the program: passes on what library.js and page.js tell it.
for (const kind of ["opened", "paged", "dropped", "shown"]) {
  document.addEventListener(`library:${kind}`, (event) => trigger(kind, event.detail));
}
document.addEventListener("chat:said", (event) => trigger("said", event.detail));
document.addEventListener("chat:exported", (event) => trigger("exported", event.detail));
// The tab's own token: by it the program finds the conversation again when the page is reloaded.
let token = sessionStorage.getItem("conversation");
if (!token) {
  token = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem("conversation", token);
}
trigger("recalled", { token });
document.dispatchEvent(new CustomEvent("library:ready", { detail: { upload } }));
