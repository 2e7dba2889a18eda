// Before the first paint: scripts run here, and the reader's choice of light or dark stands.
(function () {
  "use strict";

  const KEY = "cchc-giao-dien";
  const MEDIA = { light: "not all", dark: "screen" };
  const dark = document.getElementById("dark");
  const system = dark.media;

  // A page opened from a file, or in a private window, may be refused any storage.
  function remembered() {
    try { return window.localStorage.getItem(KEY); } catch (error) { return null; }
  }

  function remember(name) {
    try {
      if (name in MEDIA) window.localStorage.setItem(KEY, name);
      else window.localStorage.removeItem(KEY);
    } catch (error) { /* The choice then holds for this visit. */ }
  }

  const theme = {
    chosen: "auto",
    choose: function (name) {
      theme.chosen = name in MEDIA ? name : "auto";
      dark.media = MEDIA[theme.chosen] || system;
    },
    keep: function (name) {
      theme.choose(name);
      remember(theme.chosen);
    },
  };
  window.__theme = theme;
  theme.choose(remembered());
  document.documentElement.classList.add("scripted");
})();
