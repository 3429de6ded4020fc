// Starts what every page uses. Pages work without it; it makes them quicker to use.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Parts that htmx brings in are started like those of the first page.
document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) {
    initAll({ scope: event.detail.elt });
  }
});

// htmx sends the CSRF token that the page carries; the cookie is not readable by scripts.
document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("meta[name='csrf-token']");
  if (token) {
    event.detail.headers["X-CSRFToken"] = token.content;
  }
});

// A validation answer (422), a conflict (409) or an ended session (401) brings a page part to show, too.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if ([401, 409, 413, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// What pages fold up is printed whole.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details.portal-long")) {
    folded.open = true;
  }
});

// "Print" buttons: <button data-print>.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});

// "Copy" buttons: <button data-copy="id of an input">; what came of it is said in <… id="that id-said" data-done="…">.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) {
    return;
  }
  const field = document.getElementById(button.dataset.copy);
  field.select();
  await navigator.clipboard?.writeText(field.value);
  const said = document.getElementById(`${field.id}-said`);
  said.textContent = said.dataset.done;
});

// A passkey that the browser did not make or use (cancelled, timed out, none there): said beside the button.
document.addEventListener("allauth.error", (event) => {
  const trouble = document.getElementById("passkey-trouble");
  if (trouble) {
    event.preventDefault();
    trouble.textContent = trouble.dataset.said;
    trouble.hidden = false;
  }
});
