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
    all(".select-all").forEach((it) => {
      it.hidden = false;
      it.closest("label")?.removeAttribute("hidden");
      it.checked = selected > 0 && selected === every.length;
      it.indeterminate = selected > 0 && selected < every.length;
    });
    all(".bulk").forEach((it) => (it.hidden = selected === 0));
    say(document.getElementById("selected"), `${selected} selected`);
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches(".select-all")) {
      checkboxes().forEach((it) => (it.checked = event.target.checked));
    }
    if (event.target.matches('.select-all, .records input[name="id"]')) {
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

  /* Times in the viewer's time zone; without script they are in UTC */

  const zoned = (options) => new Intl.DateTimeFormat("en-GB", { hourCycle: "h23", ...options });
  const time = { hour: "2-digit", minute: "2-digit" };
  const date = { day: "numeric", month: "short" };
  const EXACT_TIME = zoned({ ...date, ...time, year: "numeric", second: "2-digit", timeZoneName: "short" });
  const HOUR = zoned({ ...date, ...time });

  const localize = () => {
    all("time[title]").forEach((it) => {
      const exact = EXACT_TIME.format(new Date(it.dateTime));
      it.title = exact;
      all(".exact", it).forEach((part) => say(part, exact));
    });
    all("time.hour").forEach((it) => say(it, HOUR.format(new Date(it.dateTime))));
    all(".plot title[data-at]").forEach((it) =>
      say(it, `${HOUR.format(new Date(it.dataset.at))}: ${it.dataset.counts}`),
    );
    all(".zone").forEach((it) => say(it, Intl.DateTimeFormat().resolvedOptions().timeZone));
  };

  /* What may be a token or is too long for an address is sent by POST, once it is pasted or
     entered: a name that is being typed must not lose the focus to another page */

  const UNFIT_FOR_ADDRESS = /[0-9A-Za-z]{20}|.{256}/s;

  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, formData, triggeringEvent, verb } = event.detail;
    if (verb !== "get" || ![...formData.values()].some((it) => UNFIT_FOR_ADDRESS.test(it))) {
      return;
    }
    event.preventDefault();
    if (!elt.matches("#find")) {
      return;
    }
    if (/^insertFrom/.test(triggeringEvent?.inputType) || triggeringEvent?.type === "submit") {
      elt.submit();
    } else {
      say(document.getElementById("count"), "Press Enter to search.");
    }
  });

  /* A user that was chosen from the list */

  document.addEventListener("input", (event) => {
    const account = document.getElementById("account");
    const typed = event.inputType && event.inputType !== "insertReplacementText";
    if (event.target.id !== "user" || !account || typed) {
      return;
    }
    const chosen = all("#users option").filter((it) => it.value === event.target.value);
    if (chosen.length === 1) {
      event.target.value = chosen[0].dataset.user;
      account.value = chosen[0].dataset.account;
    }
  });

  /* Keyboard shortcuts */

  const shortcuts = document.getElementById("shortcuts");

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || shortcuts?.open) {
      return;
    }
    const search = document.querySelector("main [type=search]");
    const list = document.querySelector('.top nav a[href$="/keys"]');
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "/" && list) {
      event.preventDefault();
      location.assign(`${list.href}#q`);
    } else if (event.key === "?" && shortcuts) {
      event.preventDefault();
      shortcuts.showModal();
    }
  });

  all("#show-shortcuts").forEach((it) => {
    it.hidden = false;
    it.addEventListener("click", () => shortcuts.showModal());
  });

  const start = () => {
    countSelected();
    localize();
    all("#exact-times").forEach(keepTimes);
    all("button[data-copy]").forEach((it) => (it.hidden = false));
    if (location.hash === "#q") {
      document.getElementById("q")?.focus();
    }
  };

  document.addEventListener("htmx:afterSettle", () => {
    countSelected();
    localize();
  });
  start();
})();
