// Draws each chart in the place of its picture: those in sight first, the others while the reader
// reads. The room is kept from the start, so nothing moves. Without JavaScript the pictures stay.
(function () {
  "use strict";

  const state = { drawn: 0, failed: [], done: false };
  window.__charts = state;

  const ROUNDS = 6;
  const OPTIONS = {
    // No code is made from text and no style is added, so a strict policy can stand.
    ast: true,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    actions: false,
    renderer: "svg",
    // Errors alone.
    logLevel: 1,
  };
  // So in charts.lua and charts.css.
  const PHONE = window.matchMedia("screen and (max-width: 40rem)");
  const whenIdle = window.requestIdleCallback
    ? function (action) { window.requestIdleCallback(action, { timeout: 200 }); }
    : function (action) { window.setTimeout(action, 16); };

  // The box of the form that is drawn now.
  function boxOf(canvas) {
    return canvas.querySelector(PHONE.matches ? ".narrow-form, .chart-box:not(.wide-form)" : ".chart-box");
  }

  // The plot takes the room that its labels leave in the column, down to its least width: there
  // its labels would collide, and the whole is scaled instead.
  function fit(view, drawing, canvas, rounds) {
    const room = boxOf(canvas).dataset;
    const signal = room.width;
    const excess = Number(drawing.querySelector("svg").getAttribute("width")) - canvas.clientWidth;
    const now = view.signal(signal);
    const wanted = Math.max(Number(room.least), Math.floor(now - excess));
    const next = Math.min(wanted, Number(room.most || Infinity));
    // With another width labels may take another room: look again, but then only to shrink.
    const settled = rounds < ROUNDS ? excess <= 0.5 : Math.abs(excess) <= 0.5;
    if (settled || rounds === 0 || next === now) return Promise.resolve();
    return view.signal(signal, next).runAsync().then(function () { return fit(view, drawing, canvas, rounds - 1); });
  }

  function fitAlways(view, drawing, canvas) {
    const fitNow = function () { return fit(view, drawing, canvas, ROUNDS); };
    if (!boxOf(canvas).dataset.width) return Promise.resolve();
    let last = canvas.clientWidth;
    const observer = new ResizeObserver(function () {
      if (!drawing.isConnected) return observer.disconnect();
      if (canvas.clientWidth === last) return;
      last = canvas.clientWidth;
      fitNow();
    });
    observer.observe(canvas);
    return fitNow();
  }

  // A chart that has a form for the phone is drawn anew where the page becomes, or is no longer, one's.
  function formOf(spec) {
    const narrow = PHONE.matches && spec.usermeta && spec.usermeta.narrow;
    return narrow ? Object.assign({ $schema: spec.$schema, config: spec.config }, narrow) : spec;
  }

  function draw(script) {
    const figure = script.closest("figure");
    const canvas = figure.querySelector(".chart-canvas");
    const form = formOf(JSON.parse(script.textContent));
    const before = canvas.querySelector(".chart-live");
    // To a screen reader one picture with one text; Vega gives its own element another role.
    const live = document.createElement("div");
    live.className = "chart-live";
    live.setAttribute("role", "img");
    live.setAttribute("aria-label", canvas.querySelector(".chart-static").alt);
    const drawing = document.createElement("div");
    drawing.className = "chart-drawing";
    drawing.setAttribute("aria-hidden", "true");
    live.appendChild(drawing);
    canvas.appendChild(live);
    return Promise.resolve()
      .then(function () { return window.vegaEmbed(drawing, form, OPTIONS); })
      .then(function (result) { return fitAlways(result.view, drawing, canvas); })
      .then(function () {
        if (before) before.remove(); else state.drawn += 1;
        figure.classList.add("is-drawn");
      })
      .catch(function (error) {
        live.remove();
        figure.classList.add("is-still");
        state.failed.push(figure.id + ": " + error);
      });
  }

  function distance(script) {
    const box = script.closest("figure").getBoundingClientRect();
    return Math.max(0, box.top - window.innerHeight, -box.bottom);
  }

  // The reader may jump ahead: what is next is decided at each step.
  function drawNext(waiting) {
    if (waiting.length === 0) {
      state.done = true;
      document.documentElement.classList.add("charts-done");
      return;
    }
    const distances = waiting.map(distance);
    const nearest = distances.indexOf(Math.min.apply(null, distances));
    const [script] = waiting.splice(nearest, 1);
    draw(script).then(function () { whenIdle(function () { drawNext(waiting); }); });
  }

  const scripts = Array.from(document.querySelectorAll("script.chart-spec"));
  PHONE.addEventListener("change", function () {
    drawNext(scripts.filter(function (script) {
      return script.closest("figure").matches(".is-drawn") && JSON.parse(script.textContent).usermeta;
    }));
  });
  drawNext(scripts.slice());
})();
