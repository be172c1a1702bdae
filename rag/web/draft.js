// A draft under the reader's hands: a sentence touched shows its tools, a gap begins the message that fills it, a file
// asked for is saved. What the tools say is written by the program.
(() => {
  "use strict";
  const RESTS_MS = 600; // a mouse that rests asks; one that passes over does not
  const LEAVES_MS = 300;
  const opened = new Map(); // id of a fold -> whether the reader has it open
  let touched = null;
  let hovering = false;
  let rest = 0;
  let leave = 0;
  let seen = null; // the turns that were there before: their files have been handed over
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  const close = () => {
    clearTimeout(rest);
    clearTimeout(leave);
    if (!touched) return;
    touched.classList.remove("touched");
    touched.querySelector(".handle")?.setAttribute("aria-expanded", "false");
    touched = null;
  };

  // Over the line that is touched, which leaves what is read next in sight; under it where there is no room.
  const place = (sentence, y) => {
    const tools = sentence.querySelector(".tools");
    const paper = sentence.closest(".paper");
    const frame = paper.getBoundingClientRect();
    const lines = [...sentence.querySelector(".words").getClientRects()];
    const line = lines.find((rect) => y >= rect.top - 6 && y <= rect.bottom + 6) ?? lines[0];
    const size = tools.getBoundingClientRect();
    const middle = place.x ?? line.left + size.width / 2;
    const left = Math.max(4, Math.min(middle - frame.left - size.width / 2, frame.width - size.width - 6));
    const above = line.top - size.height - 4;
    const ceiling = byId("scroll").getBoundingClientRect().top;
    const top = above > Math.max(ceiling, 0) ? above : line.bottom + 4;
    tools.style.left = `${left}px`;
    tools.style.top = `${top - frame.top - paper.clientTop}px`;
  };

  const touch = (sentence, x, y, byMouse) => {
    if (touched !== sentence) close();
    touched = sentence;
    hovering = byMouse;
    sentence.classList.add("touched");
    sentence.querySelector(".handle").setAttribute("aria-expanded", "true");
    place.x = x;
    place(sentence, y);
  };

  const at = (event) => {
    const sentence = event.target.closest?.(".live .sentence");
    return sentence && !event.target.closest("a, button, .tools") ? sentence : null;
  };

  const selecting = () => !(getSelection()?.isCollapsed ?? true);

  document.addEventListener("mousemove", (event) => {
    clearTimeout(rest);
    const over = event.target.closest?.(".live .sentence");
    if (touched && hovering && over !== touched) {
      leave ||= setTimeout(() => { leave = 0; if (hovering) close(); }, LEAVES_MS);
    } else {
      clearTimeout(leave);
      leave = 0;
    }
    const sentence = at(event);
    if (!sentence || sentence === touched || (touched && !hovering) || event.buttons) return;
    rest = setTimeout(() => { if (sentence.isConnected && !selecting()) touch(sentence, event.clientX, event.clientY, true); }, RESTS_MS);
  });

  const fill = (gap) => {
    const box = document.querySelector("#question-box textarea");
    box.value = gap.dataset.fills;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  };

  const find = (link) => {
    const sentence = byId(link.getAttribute("href").slice(1));
    if (!sentence) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    sentence.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    sentence.focus({ preventScroll: true });
    sentence.classList.remove("found");
    void sentence.offsetWidth; // restarts the animation on a second click
    sentence.classList.add("found");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.to-sentence");
    if (link) {
      event.preventDefault();
      return find(link);
    }
    const gap = event.target.closest("button[data-fills]");
    if (gap) return fill(gap);
    const handle = event.target.closest(".handle");
    if (handle) {
      if (handle.getAttribute("aria-expanded") === "true") return close();
      touch(handle.closest(".sentence"), undefined, undefined, false);
      return handle.parentElement.querySelector(".tools button").focus();
    }
    const sentence = at(event);
    if (sentence && !selecting()) {
      if (sentence === touched && !hovering) return close();
      return touch(sentence, event.clientX, event.clientY, false);
    }
    if (!event.target.closest(".tools") || event.target.closest("[data-says]")) close();
  });

  // Tab finds one sentence of a draft, the arrows the others: a long draft is left behind in one step.
  const step = (handle, by) => {
    const handles = all(".handle", handle.closest(".paper"));
    const next = handles[handles.indexOf(handle) + by];
    if (!next) return;
    handle.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && touched) {
      const handle = touched.contains(document.activeElement) ? touched.querySelector(".handle") : null;
      close();
      return handle?.focus();
    }
    if (!event.target.classList?.contains("handle")) return;
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(event.target, by);
  });
  document.addEventListener("focusin", (event) => {
    if (touched && !hovering && !touched.contains(event.target)) close();
  });

  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("details.fold")) opened.set(event.target.id, event.target.open);
  }, true);

  // A file asked for just now is saved at once; one of a conversation that a reload brings back is not saved again.
  const hand = (transcript) => {
    if (!transcript.querySelector('[role="log"]')) return;
    const turns = all(".turn.answered", transcript);
    const ids = new Set(turns.map((turn) => turn.id));
    if (seen) {
      const fresh = turns.filter((turn) => !seen.has(turn.id));
      for (const turn of fresh) turn.querySelector("[data-hands-over] button")?.click();
    }
    seen = ids;
  };

  const sweep = (transcript) => {
    if (touched && !touched.isConnected) touched = null;
    for (const fold of all("details.fold", transcript)) {
      const open = opened.get(fold.id);
      if (open !== undefined && fold.open !== open) fold.open = open;
    }
    if (!transcript.querySelector(".turn")) opened.clear();
    hand(transcript);
  };

  const watch = () => {
    const transcript = byId("transcript");
    if (!transcript) return setTimeout(watch, 100);
    new MutationObserver(() => sweep(transcript)).observe(transcript, { childList: true, subtree: true });
    sweep(transcript);
  };
  watch();
})();
