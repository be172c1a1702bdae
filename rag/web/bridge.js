// Runs in the switch, the one part that may send events to the program: passes on what library.js and page.js tell it.
for (const kind of ["opened", "paged", "dropped", "shown"]) {
  document.addEventListener(`library:${kind}`, (event) => trigger(kind, event.detail));
}
document.addEventListener("chat:said", (event) => trigger("said", event.detail));
document.dispatchEvent(new CustomEvent("library:ready", { detail: { upload } }));
