// Saves a form marked data-autosave as it is filled in; what cannot be saved stays on this device until it can.
// The server answers 200 with {saved_at, version}, 409 with components/conflict.html, 400 or 422 with {error}.
(() => {
  const PAUSE = 1200;
  const LONGEST_WAIT = 60000;
  const SENT_IS_OLD = 10 * 60 * 1000;
  const NEVER_KEPT = ["csrfmiddlewaretoken", "password", "sending"];

  class Autosave {
    constructor(form) {
      this.form = form;
      this.line = form.querySelector("[data-saved]") ?? this.addLine();
      this.place = `unsaved:${location.pathname}:${form.dataset.autosave || form.action}:${form.dataset.person ?? ""}`;
      this.changed = 0; // counts changes, so that typing during a save is not taken for saved
      this.wait = PAUSE;
      form.addEventListener("input", () => this.noteChange());
      form.addEventListener("change", () => this.noteChange());
      form.addEventListener("submit", (event) => this.send(event));
      form.addEventListener("click", (event) => this.choose(event));
      window.addEventListener("online", () => this.pending && this.save());
      window.addEventListener("beforeunload", (event) => this.pending && !this.sent && event.preventDefault());
      // The editors fill their fields in while they start; that is no change.
      setTimeout(() => this.offerKept(), 0);
    }

    addLine() {
      const line = document.createElement("p");
      line.className = "app-saved govuk-hint";
      line.setAttribute("aria-live", "polite");
      this.form.append(line);
      return line;
    }

    entries() {
      return [...new FormData(this.form)].filter(([name, value]) => !NEVER_KEPT.includes(name) && typeof value === "string");
    }

    texts() {
      return JSON.stringify(this.entries().filter(([name]) => name !== "version" && !name.endsWith("-format")));
    }

    noteChange() {
      const now = this.texts();
      if (now === this.last || this.conflict) return;
      this.last = now;
      this.changed += 1;
      this.pending = true;
      this.keep(false);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    }

    keep(sent) {
      try {
        localStorage.setItem(this.place, JSON.stringify({ at: Date.now(), sent, entries: this.entries() }));
        return true;
      } catch {
        return false; // storage is full or refused: the message must not promise it
      }
    }

    async save() {
      if (this.busy || this.conflict || this.sent) return;
      clearTimeout(this.timer);
      this.busy = true;
      const saving = this.changed;
      try {
        await this.read(await fetch(this.form.dataset.autosave || this.form.action, this.request()), saving);
      } catch {
        this.tryAgain();
      } finally {
        this.busy = false;
        this.afterwards?.();
      }
    }

    request() {
      const body = new FormData(this.form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      return { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", credentials: "same-origin" };
    }

    async read(answer, saving) {
      if (answer.status === 409) return this.showConflict(await answer.text());
      if (answer.type === "opaqueredirect" || answer.status === 401) {
        return this.say("Not saved: you have been signed out. Your text is kept on this device. Sign in again in another window.", true);
      }
      if (answer.status === 403 || answer.status === 404) {
        return this.say("Not saved: this can no longer be changed here, or you have signed in anew. Your text is kept on this device. Open the page again.", true);
      }
      if (answer.status === 400 || answer.status === 422) {
        const { error } = await answer.json();
        return this.say(`Not saved: ${error ?? "check what you have entered"}`, true);
      }
      if (!answer.ok) throw new Error(answer.statusText);
      const { saved_at: savedAt, version } = await answer.json();
      this.setVersion(version);
      this.wait = PAUSE;
      if (saving === this.changed) {
        this.pending = false;
        localStorage.removeItem(this.place);
      } else {
        this.timer = setTimeout(() => this.save(), PAUSE);
      }
      return this.say(`Saved ${savedAt}`, false);
    }

    tryAgain() {
      const kept = this.keep(false);
      this.say(kept ? "Not saved: kept on this device, trying again" : "Not saved: trying again. Do not close this page.", true);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), this.wait);
    }

    // Read out when the state changes, not at every save.
    say(words, waiting) {
      this.line.setAttribute("aria-live", waiting === this.waiting ? "off" : "polite");
      this.waiting = waiting;
      this.line.classList.toggle("app-saved--waiting", waiting);
      this.line.textContent = words;
    }

    setVersion(version) {
      const field = this.form.elements.namedItem("version");
      if (field && version !== undefined) field.value = version;
    }

    setField(name, value) {
      const field = this.form.elements.namedItem(name);
      if (!field) return;
      if (field instanceof RadioNodeList) field.value = value;
      else if (field.type === "checkbox") field.checked = field.value === value;
      else if (field.dataset.richtext !== undefined) field.dispatchEvent(new CustomEvent("richtext:set", { detail: value }));
      else field.value = value;
    }

    showConflict(html) {
      this.conflict = true;
      this.keep(false);
      this.say("Not saved: kept on this device until you have chosen a text", true);
      this.line.insertAdjacentHTML("afterend", html);
      this.form.querySelector("[data-conflict-choices]").hidden = false;
    }

    choose(event) {
      const keep = event.target.closest?.("[data-keep]")?.dataset.keep;
      const fragment = event.target.closest?.("[data-conflict]");
      if (!keep || !fragment) return;
      this.setVersion(fragment.dataset.version);
      this.conflict = false;
      const saved = fragment.querySelector("[data-theirs]");
      if (keep === "theirs") this.setField(fragment.dataset.field, saved.dataset.plain ?? saved.innerHTML);
      fragment.remove();
      this.changed += 1;
      this.save();
    }

    // A form sent while its text is being saved waits for the answer: else it names the version before its own.
    send(event) {
      if (this.busy) {
        event.preventDefault();
        this.afterwards = () => this.form.requestSubmit(event.submitter);
        return;
      }
      this.afterwards = null;
      clearTimeout(this.timer);
      this.sent = true;
      if (this.pending) this.keep(true);
    }

    offerKept() {
      this.last = this.texts();
      const kept = JSON.parse(localStorage.getItem(this.place) ?? "null");
      if (!kept) return;
      const texts = JSON.stringify(kept.entries.filter(([name]) => name !== "version" && !name.endsWith("-format")));
      if (texts === this.last || (kept.sent && Date.now() - kept.at > SENT_IS_OLD)) {
        localStorage.removeItem(this.place);
        return;
      }
      this.offer(kept);
    }

    offer(kept) {
      const box = document.createElement("div");
      const time = new Date(kept.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
      box.className = "govuk-inset-text";
      box.innerHTML = `<p class="govuk-body">What you typed on ${time} is kept on this device and was not saved.</p>
        <div class="govuk-button-group"><button type="button" class="govuk-button govuk-button--secondary" data-back>Put it back</button>
        <button type="button" class="govuk-button govuk-button--secondary">Throw it away</button></div>`;
      box.addEventListener("click", (event) => {
        if (!event.target.matches("button")) return;
        if (event.target.matches("[data-back]")) {
          for (const [name, value] of kept.entries) if (name !== "version" && !name.endsWith("-format")) this.setField(name, value);
          this.noteChange();
        } else localStorage.removeItem(this.place);
        box.remove();
      });
      this.form.prepend(box);
    }
  }

  const start = (scope) => scope.querySelectorAll("form[data-autosave]").forEach((form) => (form.autosave ??= new Autosave(form)));
  start(document);
  document.addEventListener("htmx:after:swap", (event) => start(event.detail?.ctx?.target ?? document));
})();
