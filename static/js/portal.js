// Starts GOV.UK Frontend's components, again for fragments that htmx brings in.
const govuk = import(document.currentScript.dataset.govuk);

govuk.then(({ initAll }) => initAll());

document.addEventListener("htmx:after:swap", (event) => {
  const fragment = event.detail?.ctx?.target ?? event.target;
  if (fragment instanceof Element) govuk.then(({ initAll }) => initAll({ scope: fragment }));
});

// "Print this page" is shown only where a script can do it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
