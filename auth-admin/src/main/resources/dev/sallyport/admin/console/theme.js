// Runs before the first paint, so that the page does not flash in the other theme.
"use strict";

(() => {
  const KEY = "sallyport-theme";
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
    } else {
      delete document.documentElement.dataset.theme;
    }
  };
  try {
    apply(localStorage.getItem(KEY));
    document.addEventListener("DOMContentLoaded", () => {
      const theme = document.getElementById("theme");
      theme.value = document.documentElement.dataset.theme ?? "";
      theme.closest("label").hidden = false;
      theme.addEventListener("change", () => {
        localStorage.setItem(KEY, theme.value);
        apply(theme.value);
      });
    });
  } catch (notAllowed) {
    // without storage, the theme is that of the system
  }
})();
