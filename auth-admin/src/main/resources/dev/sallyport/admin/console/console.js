// What pages are more comfortable with; every one of them works without.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (element, text) => {
    if (element && element.textContent !== text) {
      element.textContent = text;
    }
  };

  /* Ticking keys */

  const ticks = () => all('.records input[name="id"]');

  const countTicks = () => {
    const every = ticks();
    const ticked = every.filter((it) => it.checked).length;
    const tickAll = document.getElementById("tick-all");
    if (tickAll) {
      tickAll.closest("label").hidden = false;
      tickAll.checked = ticked > 0 && ticked === every.length;
      tickAll.indeterminate = ticked > 0 && ticked < every.length;
    }
    say(document.getElementById("ticked"), ticked === 0 ? "" : `${ticked} selected`);
  };

  document.addEventListener("change", (event) => {
    if (event.target.id === "tick-all") {
      ticks().forEach((it) => (it.checked = event.target.checked));
    }
    if (event.target.matches('#tick-all, .records input[name="id"]')) {
      countTicks();
    }
  });

  /* Copying what is shown once */

  const copy = async (field, button) => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch (notAllowed) {
      document.execCommand("copy"); // where there is no TLS, or nobody permits more
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

  // Browsers may keep a page that was left, as it was, for whoever goes back to it.
  addEventListener("pagehide", () => all(".token").forEach((it) => it.remove()));

  /* Exact times instead of distances, on all pages of this tab once they are asked for */

  const EXACT = "sallyport-exact-times";

  const keepTimes = (exact) => {
    try {
      exact.checked = sessionStorage.getItem(EXACT) === "yes";
      exact.addEventListener("change", () => sessionStorage.setItem(EXACT, exact.checked ? "yes" : "no"));
    } catch (notAllowed) {
      // then every page starts with distances
    }
  };

  /* Plots, of the numbers that stand in the table next to them */

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
          datasets: [bars("allowed", 1, "--granted"), bars("denied", 2, "--refused")],
        },
        options: {
          animation: false,
          maintainAspectRatio: false,
          interaction: { mode: "index", intersect: false },
          plugins: { legend: { labels: { color: colour("--ink"), boxWidth: 12 } } },
          scales: {
            x: { stacked: true, ticks: { ...axis, maxRotation: 0, autoSkipPadding: 16 }, grid: { display: false } },
            y: { stacked: true, beginAtZero: true, ticks: { ...axis, precision: 0 }, grid },
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
    countTicks();
    all("#exact-times").forEach(keepTimes);
    all("button[data-copy]").forEach((it) => (it.hidden = false));
    all(".plot").forEach((plot) => {
      plot.querySelector(".canvas").hidden = false;
      plot.querySelector("details").open = false;
    });
    drawAll();
  };

  document.addEventListener("htmx:afterSettle", countTicks);
  start();
})();
