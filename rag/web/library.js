// The library: the address says what is shown (#chat, #library, #library/REPORT), clicks become events, files are
// uploaded one by one. Nothing here knows what a report says.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const tell = (kind, detail = {}) => document.dispatchEvent(new CustomEvent(`library:${kind}`, { detail }));
  const article = () => document.querySelector("#report [data-report]");
  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  let upload = null; // set once the program listens
  let shownReport = null;

  // Where we are

  const place = () => {
    const [view, report] = location.hash.slice(1).split("/");
    return view === "library" ? { view, report: report || null } : { view: "chat", report: null };
  };

  const route = () => {
    const { view, report } = place();
    root.dataset.view = view;
    root.toggleAttribute("data-reading", Boolean(report));
    for (const link of document.querySelectorAll("#switch a")) {
      const here = link.getAttribute("href") === `#${view}`;
      here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    }
    mark();
    if (view !== "library" || !upload) return;
    tell("shown");
    if (report && article()?.dataset.report !== report) tell("opened", { id: report });
  };

  const openReport = (id) => {
    if (place().report === id) return tell("opened", { id });
    location.hash = `#library/${id}`;
  };

  const mark = () => {
    const open = article()?.dataset.report;
    for (const row of document.querySelectorAll("#listing [data-open]")) {
      row.dataset.open === open ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
    }
    const panel = (root.dataset.panel ??= "text");
    for (const choice of document.querySelectorAll("#report [data-panel]")) {
      choice.setAttribute("aria-pressed", String(choice.dataset.panel === panel));
    }
  };

  // The program may show another report than was asked for: after a split, a merge, a deletion.
  const follow = () => {
    const now = article()?.dataset.report ?? null;
    if (now !== shownReport) {
      if (now || shownReport) {
        const wanted = now ? `#library/${now}` : "#library";
        if (place().view === "library" && location.hash !== wanted) history.replaceState(null, "", wanted);
        root.toggleAttribute("data-reading", Boolean(now));
      }
      byId("report").scrollTop = 0;
      if (now && matchMedia("(max-width: 900px)").matches) {
        scrollTo(0, 0); // the report stands where the list was
        document.querySelector("#report h2")?.focus({ preventScroll: true });
      }
      shownReport = now;
    }
    mark();
  };

  // Lines

  const showPanel = (panel) => {
    root.dataset.panel = panel;
    mark();
  };

  const showLine = (line) => {
    showPanel("text");
    const target = byId(`L${line}`);
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: calm() });
    document.querySelectorAll(".line.flash").forEach((other) => other.classList.remove("flash"));
    void target.offsetWidth; // restarts the animation
    target.classList.add("flash");
  };

  const cutAt = (line, button) => {
    const box = document.querySelector("#cut-line input");
    if (!box) return;
    box.value = line;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelectorAll(".line.chosen").forEach((other) => other.classList.remove("chosen"));
    button.closest(".line").classList.add("chosen");
  };

  // Files

  const JUNK = /^(?:~\$|\.|__MACOSX$|thumbs\.db$|desktop\.ini$)/i;
  const isJunk = (path) => path.split("/").filter(Boolean).some((part) => JUNK.test(part));

  const walk = async (entry) => {
    if (entry.isFile) {
      return [await new Promise((done, fail) => entry.file((file) => done({ file, path: entry.fullPath }), fail))];
    }
    const reader = entry.createReader();
    const inside = [];
    for (;;) { // a folder hands out a hundred entries at a time
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) break;
      for (const one of some) inside.push(...(await walk(one)));
    }
    return inside;
  };

  const say = (words) => {
    const place = document.querySelector("#drop .uploading");
    if (place) place.textContent = words;
  };

  const send = async (found) => {
    const skipped = found.filter(({ path }) => isJunk(path)).map(({ file }) => file.name);
    const wanted = found.filter(({ path }) => !isJunk(path));
    if (!wanted.length) return say("这里面没有可以添加的文件。请另选。");
    const most = Number(document.querySelector("#drop [data-most]").dataset.most);
    const files = [];
    const queue = wanted.entries();
    let done = 0;
    const uploadSome = async () => {
      for (const [n, { file }] of queue) {
        say(`正在上传（${done + 1}/${wanted.length}）：${file.name}`);
        files[n] = await uploadOne(file, most);
        done += 1;
      }
    };
    root.classList.add("uploading");
    await Promise.all(Array.from({ length: 4 }, uploadSome));
    root.classList.remove("uploading");
    say("");
    tell("dropped", { files, skipped });
  };

  const uploadOne = async (file, most) => {
    if (file.size > most * 2 ** 20) return { name: file.name, refused: `文件超过 ${most} MB。` };
    try {
      return { name: file.name, path: (await upload(file)).path };
    } catch {
      return { name: file.name, refused: "上传没有成功。" };
    }
  };

  const pick = (kind) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.webkitdirectory = kind === "folder";
    input.onchange = () =>
      send([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
    input.click();
  };

  // Files may be dropped anywhere: left to itself, the browser would open them in place of the page.
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    byId("drop")?.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) byId("drop")?.classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    byId("drop")?.classList.remove("over");
    if (!upload || root.classList.contains("uploading")) return;
    if (place().view !== "library") location.hash = "#library";
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
    const found = items.map((item) => {
      const [entry, file] = [item.webkitGetAsEntry?.(), item.getAsFile()];
      return entry ? walk(entry) : [{ file, path: file.name }];
    });
    try {
      send((await Promise.all(found)).flat());
    } catch {
      say("有文件读不出来，可能已被移走。请再拖一次。");
    }
  });

  document.addEventListener("click", (event) => {
    const one = (selector) => event.target.closest(selector);
    let found;
    if ((found = one("[data-open]"))) openReport(found.dataset.open);
    else if ((found = one("[data-page]"))) tell("paged", { page: Number(found.dataset.page) });
    else if ((found = one("button[data-panel]"))) showPanel(found.dataset.panel);
    else if ((found = one(".source [data-line]"))) cutAt(found.dataset.line, found);
    else if ((found = one("[data-line]"))) showLine(found.dataset.line);
    else if ((found = one("[data-pick]"))) pick(found.dataset.pick);
    else if (one(".close-report")) location.hash = "#library";
  });

  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches("#listing [data-open]")) return;
    const rows = [...document.querySelectorAll("#listing [data-open]")];
    rows[rows.indexOf(event.target) + step]?.focus();
    event.preventDefault();
  });

  // A list drawn anew keeps the keyboard's place; another page of it begins at its top.
  let focused = null;
  let page = "";
  const listed = () => {
    const now = document.querySelector("#listing .count")?.textContent ?? "";
    if (now !== page) byId("listing").scrollTop = 0;
    page = now;
    if (focused && document.activeElement === document.body) {
      document.querySelector(`#listing [data-open="${focused}"]`)?.focus({ preventScroll: true });
    }
    mark();
  };
  document.addEventListener("focusin", (event) => {
    focused = event.target.closest?.("#listing [data-open]")?.dataset.open ?? null;
  });

  document.addEventListener("library:ready", (event) => {
    const watch = (id, then) => new MutationObserver(then).observe(byId(id), { childList: true, subtree: true });
    const begin = () => {
      if (!["report", "listing", "told"].every(byId)) return setTimeout(begin, 50); // not all is mounted yet
      upload = event.detail.upload;
      watch("report", follow);
      watch("listing", listed);
      watch("told", () => byId("told").querySelector("p")?.scrollIntoView({ block: "nearest", behavior: calm() }));
      route();
    };
    begin();
  });
  addEventListener("hashchange", route);
  route();
})();
