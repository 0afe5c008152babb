// Rows in order: the Move up and Move down buttons answer in place, and rows can be dragged. Without it the buttons load the page.
(() => {
  const say = (words) => {
    let line = document.getElementById("order-said");
    if (!line) {
      line = document.createElement("p");
      line.id = "order-said";
      line.className = "govuk-visually-hidden";
      line.setAttribute("role", "status");
      document.getElementById("main-content").append(line);
    }
    line.textContent = words;
  };

  const rows = (list) => [...list.querySelectorAll(":scope > [data-id]")];

  async function send(list, address, body) {
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(`[data-order="${CSS.escape(list.dataset.order)}"]`);
    if (!fresh) throw new Error("The list is not on the page that came back");
    list.replaceWith(fresh);
    start(fresh);
    return fresh;
  }

  const place = (list, id) => {
    const all = rows(list);
    return `Now ${all.findIndex((row) => row.dataset.id === id) + 1} of ${all.length}`;
  };

  async function byButton(event, list) {
    const form = event.target;
    const button = event.submitter;
    if (!form.matches("form") || button?.name !== "move" || list.dataset.plain) return;
    event.preventDefault();
    const id = form.closest("[data-id]").dataset.id;
    const body = new FormData(form, button);
    try {
      const fresh = await send(list, form.action, body);
      const row = rows(fresh).find((candidate) => candidate.dataset.id === id);
      const same = row?.querySelector(`[name="move"][value="${button.value}"]:not(:disabled)`);
      (same ?? row?.querySelector('[name="move"]:not(:disabled)'))?.focus();
      say(place(fresh, id));
    } catch {
      list.dataset.plain = "yes"; // the ordinary way, which shows what is wrong
      form.requestSubmit(button);
    }
  }

  async function byDrag(list, event, before) {
    if (event.oldIndex === event.newIndex) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", list.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    body.set("item", event.item.dataset.id);
    body.set("place", rows(list).indexOf(event.item));
    try {
      say(place(await send(list, list.dataset.order, body), event.item.dataset.id));
    } catch {
      before.forEach((row) => list.append(row));
      say("The order could not be saved. It is as it was.");
    }
  }

  function addHandles(list) {
    for (const row of rows(list)) {
      if (row.querySelector(".app-order__handle")) continue;
      const handle = document.createElement("span");
      handle.className = "app-order__handle";
      handle.setAttribute("aria-hidden", "true"); // keyboards and screen readers have the buttons
      handle.title = "Drag to move";
      handle.textContent = "⠿";
      row.firstElementChild.append(" ", handle);
    }
  }

  function start(list) {
    list.addEventListener("submit", (event) => byButton(event, list));
    if (!window.Sortable) return;
    addHandles(list);
    let before = [];
    Sortable.create(list, {
      draggable: "[data-id]",
      handle: ".app-order__handle",
      ghostClass: "app-order__row--held",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onStart: () => (before = rows(list)),
      onEnd: (event) => byDrag(list, event, before),
    });
  }

  document.querySelectorAll("[data-order]").forEach(start);
})();
