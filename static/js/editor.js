// Turns a text area marked data-richtext into an editor; without it the text area keeps its plain rules.
(() => {
  const BUTTONS = ["paragraph", "bold", "italic", "|", "ul", "ol", "|", "link", "table", "|", "undo", "redo"];
  const WITHOUT = [
    "about", "add-new-line", "ai-assistant", "class-span", "color", "copy-format", "drag-and-drop", "drag-and-drop-element",
    "file", "font", "fullsize", "hr", "iframe", "image", "image-processor", "image-properties", "inline-popup", "justify",
    "line-height", "media", "paste-from-word", "paste-storage", "placeholder", "powered-by-jodit", "preview", "print",
    "resize-cells", "resize-handler", "resizer", "search",
    "source", "speech-recognize", "spellcheck", "stat", "sticky", "symbols", "video", "xpath",
  ];

  const options = {
    buttons: BUTTONS,
    buttonsMD: BUTTONS,
    buttonsSM: BUTTONS,
    buttonsXS: BUTTONS,
    toolbarAdaptive: false,
    disablePlugins: WITHOUT,
    controls: { paragraph: { list: { p: "Paragraph", h3: "Heading", h4: "Smaller heading" } } },
    cleanHTML: { allowTags: "p,br,h3,h4,ul,ol,li,strong,b,em,i,a[href],sub,sup,blockquote,table,caption,thead,tbody,tr,th,td" },
    link: { noFollowCheckbox: false, openInNewTabCheckbox: false, processVideoLink: false, modeClassName: false },
    askBeforePasteHTML: false,
    askBeforePasteFromWord: false,
    defaultActionOnPaste: "insert_clear_html",
    hidePoweredByJodit: true,
    showCharsCounter: false,
    showWordsCounter: false,
    showXPathInStatusbar: false,
    saveModeInStorage: false,
    useNativeTooltip: true,
    language: "en",
    minHeight: 260,
    tabIndex: 0,
  };

  // The server cleans what is pasted by the same rules as what is saved, so Word's lists and tables survive.
  async function cleaned(html, form) {
    const body = new FormData();
    body.set("html", html);
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    const answer = await fetch("/richtext/cleaned/", { method: "POST", body, redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  }

  function pasteThroughServer(editor, form) {
    editor.events.on("beforePaste", (event) => {
      const html = event.clipboardData?.getData("text/html");
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!html || !form) return undefined;
      event.preventDefault();
      const place = editor.s.save();
      cleaned(html, form)
        .catch(() => text.split(/\n\s*\n/).map((part) => `<p>${Jodit.modules.Helpers.htmlspecialchars(part)}</p>`).join(""))
        .then((clean) => {
          editor.s.restore(place);
          editor.s.insertHTML(clean);
          editor.synchronizeValues();
        });
      return false;
    });
  }

  // The label, the hint and the links of the error summary lead to what one types in.
  function takeOverNames(textarea, editor) {
    const id = textarea.id;
    textarea.id = `${id}-source`;
    editor.editor.id = id;
    editor.editor.setAttribute("role", "textbox");
    editor.editor.setAttribute("aria-multiline", "true");
    editor.editor.setAttribute("aria-labelledby", `${id}-label`);
    const described = textarea.getAttribute("aria-describedby");
    if (described) editor.editor.setAttribute("aria-describedby", described);
    const label = document.getElementById(`${id}-label`);
    label?.addEventListener("click", () => editor.focus());
    editor.toolbar.container.setAttribute("aria-label", `Formatting of ${label?.textContent.trim() ?? "the text"}`);
  }

  function mount(textarea) {
    if (textarea.dataset.mounted) return;
    textarea.dataset.mounted = "yes";
    textarea.value = textarea.dataset.richtext;
    document.getElementById(textarea.dataset.format).value = "html";
    const editor = Jodit.make(textarea, options);
    textarea.closest(".app-richtext")?.classList.add("app-richtext--on");
    takeOverNames(textarea, editor);
    pasteThroughServer(editor, textarea.form);
    editor.events.on("change", () => textarea.dispatchEvent(new Event("input", { bubbles: true })));
    // The editor writes back a moment late: what is sent is what stands in it now.
    textarea.form?.addEventListener("formdata", (event) => event.formData.set(textarea.name, editor.value));
    textarea.addEventListener("richtext:set", (event) => {
      editor.value = event.detail;
    });
  }

  const mountAll = (scope) => scope.querySelectorAll("textarea[data-richtext]").forEach(mount);
  mountAll(document);
  document.addEventListener("htmx:after:swap", (event) => mountAll(event.detail?.ctx?.target ?? document));
})();
