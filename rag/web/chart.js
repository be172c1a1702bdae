// Draws the charts of the conversation. Plotly is fetched when the first one is to be seen; a chart that is drawn
// is kept and put back whenever the program writes the conversation anew.
(() => {
  "use strict";
  const FAILED = "图没有画出来，请刷新页面再试。数字都在上面的表里。";
  const drawn = new Map(); // id of the figure -> { json, node }
  const opened = new Map(); // id of a fold -> whether the reader has it open
  let plotly = null;
  let opening = 0;

  const fetched = (path) => {
    plotly ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = path;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => { plotly = null; script.remove(); reject(new Error(path)); };
      document.head.append(script);
    });
    return plotly;
  };

  // The page's colours, light or dark, in place of their names.
  const coloured = (json) => {
    const style = getComputedStyle(document.documentElement);
    return JSON.parse(json.replace(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim()));
  };

  // Names at the left and labels behind the bars are as wide as they are; the bars have the rest.
  const fitted = ({ meta }, width) => {
    if (meta.upright) {
      return { width, margin: { l: 56, r: 12, t: meta.legend ? 36 : 14, b: 42 }, "yaxis.range": [0, (meta.most || 1) * 1.18] };
    }
    const left = Math.min(meta.name, width * 0.36) + 14;
    const room = Math.max(width - left - 10, 120);
    const label = Math.min(meta.label + 12, room * 0.62);
    return {
      width,
      margin: { l: left, r: 10, t: meta.legend ? 34 : 8, b: 28 },
      "xaxis.range": [0, (meta.most || 1) * (room / (room - label))],
    };
  };

  const laidOut = (layout, width) => {
    const { "xaxis.range": across, "yaxis.range": up, ...rest } = fitted(layout, width);
    const made = { ...layout, ...rest };
    if (across) made.xaxis = { ...layout.xaxis, range: across };
    if (up) made.yaxis = { ...layout.yaxis, range: up };
    return made;
  };

  const opens = (figure, point) => {
    const n = point?.customdata;
    if (!n) return;
    const detail = { card: figure.dataset.card + n, from: figure.id };
    // A tap is followed by a click of its own, which would close the sheet again.
    clearTimeout(opening);
    opening = setTimeout(() => document.dispatchEvent(new CustomEvent("chat:cited", { detail })), 80);
  };

  const draw = async (figure, plot) => {
    const json = figure.dataset.figure;
    const node = document.createElement("div");
    drawn.set(figure.id, { json, node });
    const { data, layout } = coloured(json);
    node.style.height = `${layout.height}px`;
    const width = plot.clientWidth;
    plot.append(node);
    try {
      const library = await fetched(figure.dataset.script);
      await library.newPlot(node, data, laidOut(layout, width), { displayModeBar: false, staticPlot: false });
      node.on("plotly_click", (event) => opens(figure, event.points[0]));
    } catch (error) {
      drawn.delete(figure.id);
      node.remove();
      plot.textContent = FAILED;
      console.warn(error);
    }
  };

  const place = (figure) => {
    const plot = figure.querySelector(".plot");
    const kept = drawn.get(figure.id);
    if (kept && kept.json === figure.dataset.figure) {
      if (kept.node.parentNode !== plot) plot.replaceChildren(kept.node);
    } else if (figure.closest("details").open && plot.clientWidth && !plot.textContent) {
      forget(figure.id);
      draw(figure, plot);
    }
  };

  const forget = (id) => {
    const kept = drawn.get(id);
    if (!kept) return;
    drawn.delete(id);
    window.Plotly?.purge(kept.node);
    kept.node.remove();
  };

  const sweep = () => {
    for (const fold of document.querySelectorAll("details.charts")) {
      const open = opened.get(fold.id);
      if (open !== undefined && fold.open !== open) fold.open = open;
    }
    document.querySelectorAll("figure.chart").forEach(place);
    for (const id of [...drawn.keys()]) if (!document.getElementById(id)) forget(id);
    if (!document.querySelector("#transcript .turn")) opened.clear();
  };

  const resized = () => {
    for (const [id, { node }] of drawn) {
      const width = document.getElementById(id)?.querySelector(".plot").clientWidth;
      if (width && node.layout && node.layout.width !== width) window.Plotly.relayout(node, fitted(node.layout, width));
    }
  };

  const recoloured = () => {
    [...drawn.keys()].forEach(forget);
    sweep();
  };

  // The picture stands alone: it takes its title along.
  const save = async (button) => {
    const figure = button.closest("figure");
    const node = drawn.get(figure.id)?.node;
    if (!node?.layout) return;
    const { meta, margin, height } = node.layout;
    const title = { text: meta.title, x: 0.02, xanchor: "left", y: 1, yanchor: "top", pad: { t: 14 }, font: { size: 16 } };
    const layout = { ...node.layout, title, height: height + 34, margin: { ...margin, t: margin.t + 34 } };
    const size = { width: node.layout.width, height: height + 34, scale: 2, format: "png" };
    await window.Plotly.downloadImage({ data: node.data, layout }, { ...size, filename: button.dataset.name });
  };

  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("details.charts")) return;
    opened.set(event.target.id, event.target.open);
    sweep();
    resized();
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("figure.chart button.save");
    if (button) save(button);
  });
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(resized, 150); });

  const watch = () => {
    const transcript = document.getElementById("transcript");
    if (!transcript) return setTimeout(watch, 100);
    new MutationObserver(sweep).observe(transcript, { childList: true, subtree: true });
    let dark = document.body.classList.contains("dark");
    new MutationObserver(() => {
      if (dark === document.body.classList.contains("dark")) return;
      dark = !dark;
      recoloured();
    }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
    sweep();
  };
  watch();
})();
