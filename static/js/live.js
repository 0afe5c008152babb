// The live meeting without reloads: a form marked data-live is sent in the background and the parts of the page are
// drawn anew from the answer. What could not be sent is kept on this device and sent again, in order, once.
(() => {
  const page = document.querySelector("[data-live-page]");
  if (!page) return;
  const QUEUE = `live:${location.pathname.split("/live/")[0]}`;
  const told = document.getElementById("live-told");
  let sending = false;

  const waiting = () => JSON.parse(localStorage.getItem(QUEUE) ?? "[]");
  const keep = (list) => {
    try {
      if (list.length) localStorage.setItem(QUEUE, JSON.stringify(list));
      else localStorage.removeItem(QUEUE);
      return true;
    } catch {
      return false;
    }
  };
  const say = (words) => {
    told.innerHTML = "";
    if (!words) return;
    const line = document.createElement("p");
    line.className = "app-live__told";
    line.setAttribute("role", "status");
    line.textContent = words;
    told.append(line);
  };
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  // What is typed in a form and not sent yet outlives the drawing of the page.
  const marked = (one) => one.type === "radio" || one.type === "checkbox";
  const forms = () => [...document.querySelectorAll("[data-part] form[data-live]")];
  function typedIn(form) {
    const boxes = [...form.elements].filter((one) => one.matches("input:not([type=hidden]), select, textarea"));
    const changed = boxes.filter((one) => (marked(one) ? one.checked !== one.defaultChecked : one.value !== one.defaultValue));
    return changed.map(({ name, type, value, checked }) => ({ action: form.action, name, type, value, checked }));
  }
  function typeAgain(was) {
    const form = forms().find((one) => one.action === was.action);
    for (const one of form?.elements ?? []) {
      if (one.name !== was.name || one.type !== was.type) continue;
      if (!marked(one)) one.value = was.value;
      else if (one.value === was.value) one.checked = was.checked;
    }
  }

  // Draws the parts of another answer in place of ours; notes being typed are never touched.
  function draw(fresh, from, sent) {
    const open = [...document.querySelectorAll("details[open][id], .app-live__rest[open]")].map((one) => one.id).filter(Boolean);
    const typed = forms().filter((form) => form.action !== sent).flatMap(typedIn);
    const focus = document.activeElement?.id;
    const caret = document.activeElement?.selectionStart;
    for (const part of document.querySelectorAll("[data-part]")) {
      const other = fresh.getElementById(part.id);
      if (other) part.innerHTML = other.innerHTML;
    }
    for (const id of open) if (id !== from) document.getElementById(id)?.setAttribute("open", "");
    typed.forEach(typeAgain);
    const banner = fresh.querySelector(".govuk-notification-banner__heading");
    const wrong = page.querySelector(".govuk-error-summary, .govuk-form-group--error");
    if (banner) say(banner.textContent.trim());
    const again = focus && document.getElementById(focus);
    if (wrong) {
      wrong.setAttribute("tabindex", "-1");
      wrong.focus();
    } else if (again && again !== document.activeElement) {
      again.focus();
      if (caret != null && again.setSelectionRange) again.setSelectionRange(caret, caret);
    }
    start();
  }

  // An entry that was kept may be answered with the item where it was made: then ours is asked for afresh.
  const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const itemOf = (one) => one.getElementById("live-notes")?.getAttribute("action");
  async function show(answer, entry) {
    const fresh = await parsed(answer);
    if (itemOf(fresh) === itemOf(document)) return draw(fresh, answer.ok ? entry.from : "", entry.action);
    draw(await parsed(await fetch(location.href, { credentials: "same-origin" })), "", entry.action);
    if (!answer.ok) say(`Not saved: ${[...fresh.querySelectorAll(".govuk-error-summary li")].map((one) => one.textContent.trim()).join(" ")}`);
  }

  async function post(entry) {
    const body = new URLSearchParams(entry.fields);
    body.set("csrfmiddlewaretoken", token());
    return fetch(entry.action, { method: "POST", body, credentials: "same-origin" });
  }

  async function flush() {
    if (sending) return;
    sending = true;
    try {
      for (let list = waiting(); list.length; list = waiting()) {
        const answer = await post(list[0]);
        if (answer.redirected && new URL(answer.url).pathname.startsWith("/accounts/")) {
          say("Not saved: you have been signed out. What you entered is kept on this device. Sign in again in another window.");
          return;
        }
        if (answer.status >= 500) throw new Error(answer.statusText);
        keep(waiting().slice(1)); // read again: more may have been entered while this one was on its way
        say("");
        if (answer.status === 403) say("Not saved: the minutes of this meeting are approved, so its record is closed.");
        else await show(answer, list[0]);
        if (answer.ok) say(document.querySelector(".app-live__told")?.textContent || `Saved ${new Date().toLocaleTimeString("en-GB")}`);
      }
    } catch {
      say(`Not saved: ${waiting().length === 1 ? "1 entry is" : `${waiting().length} entries are`} kept on this device, trying again`);
      setTimeout(flush, 5000);
    } finally {
      sending = false;
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-live]");
    if (!form) return;
    const fields = [...new FormData(form, event.submitter)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    const entry = { action: form.action, fields, from: form.closest("details[id]")?.id ?? "" };
    if (!keep([...waiting(), entry])) return; // nothing can be kept here: let the browser send the form itself
    event.preventDefault();
    flush();
  });

  // Keys: only when turned on, never while typing (WCAG 2.1.4).
  const KEYS = "live:keys";
  function switchKeys() {
    const box = document.getElementById("live-keys");
    document.querySelector("[data-keys-switch]").hidden = false;
    box.checked = localStorage.getItem(KEYS) === "on";
    box.addEventListener("change", () => localStorage.setItem(KEYS, box.checked ? "on" : "off"));
  }
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]");
  document.addEventListener("keydown", (event) => {
    if (localStorage.getItem(KEYS) !== "on" || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const target =
      event.key === "t" ? document.querySelector("#live-notes textarea")
      : event.key === "/" ? document.getElementById("live-filter")
      : document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.focus();
    if (target.matches("summary") && !target.parentElement.open) target.click();
    if (target.matches("summary")) target.parentElement.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    else if ("nps".includes(event.key)) target.click(); // an outcome is chosen by the person, the key only goes there
  });

  function filter() {
    const box = document.getElementById("live-filter");
    box.closest("[data-filter]").hidden = false;
    const rows = [...document.querySelectorAll(".app-live__person")];
    const shown = () => rows.filter((row) => !row.hidden);
    box.addEventListener("input", () => rows.forEach((row) => (row.hidden = !row.dataset.name.includes(box.value.toLowerCase().trim()))));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      shown()[0]?.querySelector("button")?.focus();
    });
  }

  function start() {
    if (document.getElementById("live-keys")) switchKeys();
    if (document.getElementById("live-filter")) filter();
    fold();
  }

  // On a phone the items are folded; a window that is made wide, or a tablet that is turned, has them again.
  function fold() {
    document.querySelector("[data-fold]")?.toggleAttribute("open", wide.matches);
  }

  const wide = matchMedia("(min-width: 64em)");
  wide.addEventListener("change", fold);
  start();
  addEventListener("online", flush);
  if (waiting().length) flush();
})();
