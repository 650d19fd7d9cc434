// Everything works without this file. It adds GOV.UK's own comforts and the officers' keys.
import { initAll } from "./vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// On a small screen a menu is one row: the page that is open stands in sight, and that there is one before it can be seen.
for (const here of document.querySelectorAll(":is(.aeo-menu, .aeo-views) [aria-current]")) {
  const row = here.closest("ul");
  row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - 40;
}

// Keys: a control says its own key by data-key; whoever does not want them turns them off (WCAG 2.1.4).
const keys = document.querySelector("[data-keys]");
const off = () => localStorage.getItem("keys") === "off";

const label = () => (keys.textContent = off() ? "Turn keys on" : "Turn keys off");

const press = (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches(".aeo-rate textarea")) {
    event.target.form.requestSubmit();
    return;
  }
  const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
  if (off() || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  control.focus();
  if (control.matches("[type=radio], [type=checkbox]")) control.click();
};

if (keys) {
  keys.hidden = false;
  label();
  keys.addEventListener("click", () => {
    localStorage.setItem("keys", off() ? "on" : "off");
    label();
  });
  document.addEventListener("keydown", press);
}

// A text that is offered goes into its box at a press; without this file it can be copied.
for (const offer of document.querySelectorAll("[data-fills]")) {
  offer.hidden = false;
  offer.addEventListener("click", () => {
    const box = document.getElementById(offer.dataset.fills);
    box.value = offer.dataset.text;
    box.focus();
  });
}

// At a gate without a network the page stays: a browser would put a page of its own in place of what was written.
const unsent = document.querySelector("[data-unsent]");

const sendWhereReached = () => {
  let reached = false;

  unsent.closest("form").addEventListener("submit", async (event) => {
    if (reached) return;
    event.preventDefault();
    reached = await fetch("/healthz", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
    unsent.hidden = reached;
    if (reached) event.target.requestSubmit(event.submitter);
  });
  addEventListener("pageshow", () => (reached = false));
  addEventListener("online", () => (unsent.hidden = true));
};

if (unsent) sendWhereReached();

// What is typed is kept when the page is left: the form is sent once more to its own address, as "leaving". Files are not.
const form = document.querySelector("[data-keep] form");
const typed = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

const keepTyped = () => {
  let before = String(typed());
  let sending = false;

  const keep = async () => {
    const now = typed();
    if (sending || String(now) === before) return;
    before = String(now);
    now.append("leaving", "1");
    const keepalive = String(now).length < 60_000; // the browser's limit for what outlives a page
    const answer = await fetch(location.href, { method: "POST", body: now, keepalive }).catch(() => null);
    if (!answer?.ok) return;
    form.elements.version.value = (await answer.json()).version;
    before = String(typed());
  };

  form.addEventListener("submit", () => (sending = true));
  addEventListener("pageshow", () => (sending = false));
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
};

if (form) keepTyped();
