// Optional enhancements; every page works without them.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (element, text) => {
    if (element && element.textContent !== text) {
      element.textContent = text;
    }
  };

  /* Selection of keys */

  const checkboxes = () => all('.records input[name="id"]');

  const countSelected = () => {
    const every = checkboxes();
    const selected = every.filter((it) => it.checked).length;
    const selectAll = document.getElementById("select-all");
    if (selectAll) {
      selectAll.closest("label").hidden = false;
      selectAll.checked = selected > 0 && selected === every.length;
      selectAll.indeterminate = selected > 0 && selected < every.length;
    }
    say(document.getElementById("selected"), selected === 0 ? "" : `${selected} selected`);
  };

  document.addEventListener("change", (event) => {
    if (event.target.id === "select-all") {
      checkboxes().forEach((it) => (it.checked = event.target.checked));
    }
    if (event.target.matches('#select-all, .records input[name="id"]')) {
      countSelected();
    }
  });

  /* Copying of tokens and commands */

  const copy = async (field, button) => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch (notAllowed) {
      document.execCommand("copy"); // without TLS, or if the clipboard is not permitted
    }
    say(button, "Copied");
    say(document.getElementById("copied"), `${button.dataset.what} copied`);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) {
      copy(document.getElementById(button.dataset.copy), button);
    }
  });

  // Browsers may cache a page that was left and show it again on Back: remove the token from it.
  addEventListener("pagehide", () => all(".token").forEach((it) => it.remove()));

  /* Exact times instead of relative ones, on all pages of this tab once selected */

  const EXACT = "sallyport-exact-times";

  const keepTimes = (exact) => {
    try {
      exact.checked = sessionStorage.getItem(EXACT) === "yes";
      exact.addEventListener("change", () => sessionStorage.setItem(EXACT, exact.checked ? "yes" : "no"));
    } catch (notAllowed) {
      // without storage, every page starts with relative times
    }
  };

  /* Plots of the numbers in the table next to them */

  const charts = new Map();

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const draw = (plot) => {
    const canvas = plot.querySelector("canvas");
    const rows = all("tbody tr", plot);
    const column = (index) => rows.map((row) => Number(row.cells[index].dataset.value));
    const bars = (label, index, name) => ({
      label,
      data: column(index),
      backgroundColor: colour(name),
      stack: "requests",
    });
    const axis = { color: colour("--muted") };
    const grid = { color: colour("--line") };
    charts.get(plot)?.destroy();
    charts.set(
      plot,
      new Chart(canvas, {
        type: "bar",
        data: {
          labels: rows.map((row) => row.cells[0].textContent.trim()),
          datasets: [bars("allowed", 1, "--granted"), bars("denied", 2, "--denied")],
        },
        options: {
          animation: false,
          maintainAspectRatio: false,
          interaction: { mode: "index", intersect: false },
          plugins: { legend: { labels: { color: colour("--ink"), boxWidth: 12 } } },
          scales: {
            x: { stacked: true, checkboxes: { ...axis, maxRotation: 0, autoSkipPadding: 16 }, grid: { display: false } },
            y: { stacked: true, beginAtZero: true, checkboxes: { ...axis, precision: 0 }, grid },
          },
        },
      }),
    );
  };

  const drawAll = () => {
    if (typeof Chart !== "undefined") {
      all(".plot").forEach(draw);
    }
  };

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);

  const start = () => {
    countSelected();
    all("#exact-times").forEach(keepTimes);
    all("button[data-copy]").forEach((it) => (it.hidden = false));
    all(".plot").forEach((plot) => {
      plot.querySelector(".canvas").hidden = false;
      plot.querySelector("details").open = false;
    });
    drawAll();
  };

  document.addEventListener("htmx:afterSettle", countSelected);
  start();
})();
