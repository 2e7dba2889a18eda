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
  const whenIdle = window.requestIdleCallback
    ? function (action) { window.requestIdleCallback(action, { timeout: 200 }); }
    : function (action) { window.setTimeout(action, 16); };

  // The plot takes the room that its labels leave in the column, down to its least width: there
  // its labels would collide, and the whole is scaled instead.
  function fit(view, drawing, canvas, rounds) {
    const signal = canvas.dataset.width;
    const excess = Number(drawing.querySelector("svg").getAttribute("width")) - canvas.clientWidth;
    const now = view.signal(signal);
    const wanted = Math.max(Number(canvas.dataset.least), Math.floor(now - excess));
    const next = Math.min(wanted, Number(canvas.dataset.most || Infinity));
    // With another width labels may take another room: look again, but then only to shrink.
    const settled = rounds < ROUNDS ? excess <= 0.5 : Math.abs(excess) <= 0.5;
    if (settled || rounds === 0 || next === now) return Promise.resolve();
    return view.signal(signal, next).runAsync().then(function () { return fit(view, drawing, canvas, rounds - 1); });
  }

  function fitAlways(view, drawing, canvas) {
    const fitNow = function () { return fit(view, drawing, canvas, ROUNDS); };
    if (!canvas.dataset.width) return Promise.resolve();
    let last = canvas.clientWidth;
    new ResizeObserver(function () {
      if (canvas.clientWidth === last) return;
      last = canvas.clientWidth;
      fitNow();
    }).observe(canvas);
    return fitNow();
  }

  function draw(script) {
    const figure = script.closest("figure");
    const canvas = figure.querySelector(".chart-canvas");
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
      .then(function () { return window.vegaEmbed(drawing, JSON.parse(script.textContent), OPTIONS); })
      .then(function (result) { return fitAlways(result.view, drawing, canvas); })
      .then(function () {
        figure.classList.add("is-drawn");
        state.drawn += 1;
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

  drawNext(Array.from(document.querySelectorAll("script.chart-spec")));
})();
