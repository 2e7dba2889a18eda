// Draws the charts over their static pictures, and helps the reader along the page.
// Everything it needs is in the page; without JavaScript the page is complete.
(function () {
  "use strict";

  const state = { drawn: 0, failed: [] };
  window.__charts = state;

  // A plot takes the room its labels leave in the column. On a phone it first gives way to
  // LEAST of its designed width (less, and its labels would collide); then the whole is scaled.
  const LEAST = 0.75;
  const ROUNDS = 6;
  // ast: no code is made from text, so a strict policy can stand; logLevel 1: errors alone.
  const OPTIONS = { ast: true, actions: false, renderer: "svg", logLevel: 1 };

  // Plots that stand side by side keep their widths: their headings would collide.
  function plot(spec) {
    if (["hconcat", "vconcat", "concat", "repeat"].some((key) => key in spec)) return null;
    const facet = spec.facet;
    if (!facet && ["facet", "row", "column"].some((key) => key in (spec.encoding || {}))) return null;
    if (!facet) return typeof spec.width === "number" ? { signal: "width", designed: spec.width, grows: true } : null;
    const stacked = !facet.column && (facet.row || spec.columns === 1);
    if (!stacked || typeof spec.spec.width !== "number") return null;
    return { signal: "child_width", designed: spec.spec.width, grows: false };
  }

  function fit(view, live, room, target, rounds) {
    const excess = Number(live.querySelector("svg").getAttribute("width")) - room;
    const now = view.signal(target.signal);
    const wanted = Math.max(LEAST * target.designed, Math.floor(now - excess));
    const next = target.grows ? wanted : Math.min(wanted, target.designed);
    // With another width labels may take another room: look again, but then only to shrink.
    const settled = rounds < ROUNDS ? excess <= 0.5 : Math.abs(excess) <= 0.5;
    if (settled || rounds === 0 || next === now) return Promise.resolve();
    return view.signal(target.signal, next).runAsync()
      .then(() => fit(view, live, room, target, rounds - 1));
  }

  function draw(script) {
    const figure = script.closest("figure");
    const canvas = figure.querySelector(".chart-canvas");
    const still = canvas.querySelector(".chart-static");
    const live = document.createElement("div");
    live.className = "chart-live";
    live.setAttribute("role", "img");
    live.setAttribute("aria-label", still.alt);
    canvas.appendChild(live);
    const spec = JSON.parse(script.textContent);
    const fitAgain = function (view) {
      const target = plot(spec);
      return target ? fit(view, live, canvas.clientWidth, target, ROUNDS) : Promise.resolve();
    };
    return window.vegaEmbed(live, spec, OPTIONS)
      .then(function (result) {
        figure.classList.add("is-drawn");
        return fitAgain(result.view).then(function () {
          state.drawn += 1;
          let last = canvas.clientWidth;
          new ResizeObserver(function () {
            if (canvas.clientWidth === last) return;
            last = canvas.clientWidth;
            fitAgain(result.view);
          }).observe(canvas);
        });
      })
      .catch(function (error) {
        live.remove();
        figure.classList.remove("is-drawn");
        state.failed.push(figure.id + ": " + error);
      });
  }

  function drawAll() {
    const scripts = Array.from(document.querySelectorAll("script.chart-spec"));
    return Promise.all(scripts.map(function (script) {
      try {
        return draw(script);
      } catch (error) {
        state.failed.push(String(error));
        return null;
      }
    }));
  }

  // The contents stand open beside the text, and closed above it on a phone.
  function contents() {
    const details = document.querySelector(".contents details");
    if (!details) return;
    const wide = window.matchMedia("(min-width: 68rem)");
    const set = function () { details.open = wide.matches; };
    set();
    wide.addEventListener("change", set);
    details.addEventListener("click", function (event) {
      if (event.target.closest("a") && !wide.matches) details.open = false;
    });
  }

  function followReading() {
    const links = new Map();
    document.querySelectorAll(".contents a").forEach(function (link) {
      links.set(decodeURIComponent(link.hash.slice(1)), link);
    });
    const headings = Array.from(links.keys()).map(function (id) { return document.getElementById(id); })
      .filter(Boolean);
    let current = null;
    const mark = function () {
      const passed = headings.filter(function (heading) { return heading.getBoundingClientRect().top < 120; });
      const next = passed.length ? links.get(passed[passed.length - 1].id) : null;
      if (next === current) return;
      if (current) current.removeAttribute("aria-current");
      if (next) {
        next.setAttribute("aria-current", "true");
        const box = next.closest(".contents");
        const offset = next.getBoundingClientRect().top - box.getBoundingClientRect().top;
        if (box.scrollHeight > box.clientHeight && (offset < 40 || offset > box.clientHeight - 80)) {
          box.scrollTop += offset - box.clientHeight / 3;
        }
      }
      current = next;
    };
    let waiting = false;
    document.addEventListener("scroll", function () {
      if (waiting) return;
      waiting = true;
      window.requestAnimationFrame(function () { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }

  contents();
  followReading();
  drawAll().then(function () { state.done = true; });
})();
