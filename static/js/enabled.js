// Tells GOV.UK Frontend's styles that scripts run; first in the body so that nothing jumps.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
