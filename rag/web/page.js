// Marks open their evidence; nothing here knows what an answer says.
(() => {
  "use strict";
  const NARROW = "(max-width: 900px)";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  let cameFrom = null;
  let follow = true;

  const flash = (element) => {
    document.querySelectorAll(".flash").forEach((other) => other.classList.remove("flash"));
    void element.offsetWidth; // restarts the animation on a second click
    element.classList.add("flash");
  };

  const scrollWithin = (box, element) => {
    const gap = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top: Math.max(0, box.scrollTop + gap - 12), behavior: calm ? "auto" : "smooth" });
  };

  const openSheet = () => {
    if (!matchMedia(NARROW).matches) return;
    root.classList.add("sheet-open");
    byId("close-sources")?.focus({ preventScroll: true });
  };

  const closeSheet = () => {
    if (!root.classList.contains("sheet-open")) return;
    root.classList.remove("sheet-open");
    cameFrom?.focus({ preventScroll: true });
  };

  const show = (target, link) => {
    cameFrom = link;
    document.querySelectorAll(".mark.current").forEach((mark) => mark.classList.remove("current"));
    if (link.classList.contains("mark")) link.classList.add("current");
    target.closest("details")?.setAttribute("open", "");
    openSheet();
    scrollWithin(byId("evidence"), target);
    if (target.classList.contains("card")) {
      flash(target);
      if (!matchMedia(NARROW).matches) target.focus({ preventScroll: true });
    }
  };

  const unfold = (button) => {
    const open = button.closest(".card").classList.toggle("unfolded");
    button.textContent = open ? "收起整段" : "展开整段";
    button.setAttribute("aria-expanded", String(open));
  };

  // The program answers a click on 导出 with the file's content in the outbox: the browser saves it from there.
  let postman = null;
  const deliver = () => {
    const parcel = document.querySelector("#outbox [data-file]");
    if (!parcel) return;
    const { file, kind, name } = parcel.dataset;
    parcel.removeAttribute("data-file");
    const bytes = Uint8Array.from(atob(file), (char) => char.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const order = (button) => {
    if (!postman) {
      postman = new MutationObserver(deliver);
      postman.observe(byId("outbox"), { childList: true, subtree: true });
    }
    const detail = { turn: Number(button.dataset.turn), ending: button.dataset.export };
    document.dispatchEvent(new CustomEvent("chat:exported", { detail }));
  };

  // Over plain http from another machine a browser has no clipboard to offer: there a selection is copied.
  const copy = async (button) => {
    const words = button.dataset.copies;
    const label = (button.dataset.label ??= button.textContent);
    let done = false;
    try {
      await navigator.clipboard.writeText(words);
      done = true;
    } catch {
      const box = document.createElement("textarea");
      box.value = words;
      box.style.cssText = "position:fixed;opacity:0";
      document.body.append(box);
      box.select();
      done = document.execCommand("copy");
      box.remove();
      button.focus({ preventScroll: true });
    }
    button.textContent = done ? "已复制" : "没有复制成，请选中文字后复制";
    setTimeout(() => { button.textContent = label; }, 2500);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.mark, a.to-group");
    if (link) {
      event.preventDefault();
      const target = byId(link.getAttribute("href").slice(1));
      if (target) show(target, link);
      return;
    }
    // A choice is the question it shows; a chip of what the conversation is about says that it is dropped.
    const says = event.target.closest("button[data-says]");
    if (says) {
      const quiet = says.closest("#focus") !== null;
      document.dispatchEvent(new CustomEvent("chat:said", { detail: { words: says.dataset.says, quiet } }));
      if (quiet && !matchMedia(NARROW).matches) typing()?.focus({ preventScroll: true });
      return;
    }
    const exports = event.target.closest("button[data-export]");
    if (exports) return order(exports);
    const copies = event.target.closest("button[data-copies]");
    if (copies) return copy(copies);
    const button = event.target.closest("button.unfold");
    if (button) return unfold(button);
    if (event.target.closest("#close-sources")) return closeSheet();
    if (root.classList.contains("sheet-open") && !event.target.closest("#sources, .plot")) closeSheet();
  });

  // A bar of a chart opens the words it was read from, as a mark does.
  document.addEventListener("chat:cited", ({ detail }) => {
    const card = byId(detail.card);
    if (card) show(card, byId(detail.from));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSheet();
  });

  // Gradio says a lost connection in English and reloads the page when it is back: say it in Chinese,
  // and carry the question that is being typed over the reload.
  const typing = () => document.querySelector("#question-box textarea");
  new MutationObserver(() => {
    const lost = document.querySelector(".toast-wrap .toast-item") !== null;
    if (lost && !root.classList.contains("lost") && typing()) sessionStorage.setItem("question", typing().value);
    root.classList.toggle("lost", lost);
  }).observe(root, { childList: true, subtree: true });

  document.addEventListener("input", (event) => {
    if (event.target === typing() && root.classList.contains("lost")) sessionStorage.setItem("question", event.target.value);
  });

  const restore = () => {
    const kept = sessionStorage.getItem("question");
    if (!kept) return;
    if (!typing()) return setTimeout(restore, 100);
    sessionStorage.removeItem("question");
    typing().value = kept;
    typing().dispatchEvent(new Event("input", { bubbles: true }));
  };
  restore();

  // While an answer grows, its question stays in view, unless the reader has scrolled away.
  const scroller = () => (matchMedia(NARROW).matches ? document.scrollingElement : byId("scroll"));
  const keepInView = () => {
    const turns = document.querySelectorAll("#transcript .turn");
    const last = turns[turns.length - 1];
    if (!last) return;
    if (last.id !== keepInView.last) {
      keepInView.last = last.id;
      follow = true;
    }
    const box = scroller();
    if (!follow || !box) return;
    const top = box === document.scrollingElement ? 0 : box.getBoundingClientRect().top;
    box.scrollTop += last.getBoundingClientRect().top - top - 12;
  };
  for (const kind of ["wheel", "touchmove"]) {
    document.addEventListener(kind, () => { follow = false; }, { passive: true });
  }
  const watch = () => {
    const transcript = byId("transcript");
    if (!transcript) return setTimeout(watch, 100);
    new MutationObserver(keepInView).observe(transcript, { childList: true, subtree: true, characterData: true });
  };
  watch();
})();
