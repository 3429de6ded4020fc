// The queue by keyboard: j and k go down and up, x ticks, Enter opens. Nothing here is needed to use the page.
document.addEventListener("DOMContentLoaded", () => {
  const rows = [...document.querySelectorAll("[data-desk-queue] [data-row]")];
  let here = -1;

  function goTo(place) {
    if (!rows.length) return;
    rows[here]?.classList.remove("desk-here");
    here = Math.max(0, Math.min(rows.length - 1, place));
    rows[here].classList.add("desk-here");
    rows[here].querySelector("a").focus({ preventScroll: true });
    rows[here].scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea, select, input:not([type=checkbox])");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") goTo(here + 1);
    if (event.key === "k") goTo(here - 1);
    if (event.key === "x" && here >= 0) rows[here].querySelector("input").click();
  });

  // The link ticks on the server, too; here it loses no tick and no place.
  document.querySelector("[data-tick-all]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const boxes = rows.map((row) => row.querySelector("input"));
    const tick = boxes.some((box) => !box.checked);
    boxes.forEach((box) => (box.checked = tick));
  });

  // Unfold writes a chosen file's name into a field of its own, and fails where there is none.
  document.querySelectorAll(".desk input[type=file]").forEach((input) => (input.hasChangeListener = true));

  // What went wrong is read first.
  const summary = document.querySelector(".desk .govuk-error-summary");
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
  }
});
