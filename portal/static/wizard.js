// Saving while typing. Everything works without this file, with the buttons; it only makes loss less likely.
// htmx sends the form (see the hx- attributes in the page); what is here is about what may go wrong on the way.

const form = document.querySelector("form[data-wizard]");
const said = document.getElementById("wizard-saved");
const RETRY_AFTER = 5000; // milliseconds
let unsent = false;
let signedOut = false;
let leaving = false;

if (form && said) {
  const touched = new Set();

  // A field is judged once it has been left, not while somebody is still typing in it.
  form.addEventListener("focusout", (event) => {
    if (event.target.name && !event.target.name.startsWith("wizard-")) {
      touched.add(event.target.name);
      form.elements["wizard-touched"].value = [...touched].join(",");
    }
  });
  form.addEventListener("input", () => { unsent = true; });
  form.addEventListener("submit", () => {
    unsent = false;
    leaving = true;
    nextTurn();
    window.htmx?.trigger(form, "htmx:abort");
  });
  // The button sends everything: a quiet save that comes after it would only be in its way.
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving) {
      event.preventDefault();
    }
  });
  form.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.set("wizard-turn", nextTurn());
  });
  window.addEventListener("pageshow", () => { leaving = false; });

  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form) {
      return;
    }
    if (event.detail.successful) {
      unsent = false;
    }
    signedOut = event.detail.xhr.status === 401;
    if (event.detail.xhr.status >= 500 || event.detail.xhr.status === 403) {
      sayFailed();
    }
  });
  document.body.addEventListener("htmx:sendError", (event) => {
    if (event.detail.elt === form) {
      sayFailed();
    }
  });
  document.body.addEventListener("htmx:oobAfterSwap", (event) => showError(event.detail.target));

  // Signed in again in another tab: take over its token and send what is here.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && signedOut) {
      takeNewToken();
    }
  });
  // Leaving within the pause after the last letter: send that letter, too.
  window.addEventListener("pagehide", () => {
    if (unsent && !signedOut) {
      nextTurn();
      navigator.sendBeacon(form.action, new FormData(form));
      unsent = false;
    }
  });
}

// What this page sends is numbered, so that what arrives late does not undo what was sent after it.
function nextTurn() {
  const turn = form.elements["wizard-turn"];
  turn.value = String(Number(turn.value) + 1);
  return turn.value;
}

// A link to a problem leads into its field, to the first of several boxes, too.
function goToField() {
  const id = window.location.hash.slice(1);
  const field = id && (document.getElementById(id) || document.getElementById(`${id}_0`));
  if (field && field.matches("input, select, textarea")) {
    field.focus();
    field.scrollIntoView({ block: "center" });
  }
}

goToField();

function sayFailed() {
  said.textContent = said.dataset.failed;
  window.setTimeout(() => form.dispatchEvent(new Event("change", { bubbles: true })), RETRY_AFTER);
}

async function takeNewToken() {
  const answer = await fetch(window.location.href, { credentials: "same-origin" });
  if (answer.redirected || !answer.ok) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("meta[name='csrf-token']");
  if (!token) {
    return;
  }
  document.querySelector("meta[name='csrf-token']").content = token.content;
  for (const input of document.querySelectorAll("input[name='csrfmiddlewaretoken']")) {
    input.value = token.content;
  }
  signedOut = false;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// The server swaps an error into id_…-live; the group and the input follow it.
function showError(live) {
  if (!live || !live.id || !live.id.endsWith("-live")) {
    return;
  }
  const id = live.id.slice(0, -"-live".length);
  const group = document.getElementById(`${id}-group`);
  if (!group) {
    return;
  }
  const wrong = Boolean(document.getElementById(`${id}-error`));
  group.classList.toggle("govuk-form-group--error", wrong);
  const described = group.querySelector("fieldset") || document.getElementById(id);
  if (!described) {
    return;
  }
  for (const kind of ["govuk-input", "govuk-textarea", "govuk-select"]) {
    if (described.classList.contains(kind)) {
      described.classList.toggle(`${kind}--error`, wrong);
    }
  }
  const ids = (described.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== `${id}-error`);
  described.setAttribute("aria-describedby", [...ids, ...(wrong ? [`${id}-error`] : [])].join(" "));
}
