// A sheet is typed by the keyboard: Enter goes on, and the area of a postcode is shown at once.
const form = document.querySelector("form[data-area]");
const cells = [...form.querySelectorAll("[data-enter]")];
const rows = [...form.querySelectorAll("tbody tr")];
const same = new Set(['"', "“", "”", "''", "„", "ditto", "do", "do."]);
document.querySelector(".scripted").hidden = false;
if (!document.querySelector(".summary")) (cells.find((cell) => !cell.value) ?? cells[0]).focus();

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  const row = event.target.closest("tbody tr");
  if (!row) return;
  event.preventDefault();
  const own = [...row.querySelectorAll("[data-enter]")];
  const at = cells.indexOf(event.target.matches("[data-enter]") ? event.target : own.at(-1));
  if (event.shiftKey) return void cells[Math.max(at - 1, 0)].focus();
  const isOver = own.every((cell) => !cell.value) || at === cells.length - 1;  // an empty row ends it
  (isOver ? form.querySelector("[value=finish]") : cells[at + 1]).focus();
});

const postcodeOf = (row) => row.querySelector("[name^=postcode]");
const meant = (at) => {
  const typed = postcodeOf(rows[at]).value.trim();
  return at && same.has(typed.toLowerCase()) ? meant(at - 1) : typed;
};
const known = new Map();
const look = async (at) => {
  const output = rows[at].querySelector("output");
  const postcode = meant(at).toUpperCase().replace(/\s+/g, "");
  if (postcode.length < 5) return void (output.textContent = "");
  if (!known.has(postcode)) {
    try {
      const answer = await fetch(form.dataset.area, { method: "POST", body: new URLSearchParams({ postcode }), redirect: "error" });
      if (!answer.ok) return;
      known.set(postcode, (await answer.json()).area);
    } catch { return; }  // the page says it when the form is sent
  }
  if (meant(at).toUpperCase().replace(/\s+/g, "") === postcode) output.textContent = known.get(postcode) || form.dataset.notFound;
};
const timers = new Map();
form.addEventListener("input", (event) => {
  const at = rows.indexOf(event.target.closest("tbody tr"));
  if (at < 0 || event.target !== postcodeOf(rows[at])) return;
  clearTimeout(timers.get(at));
  timers.set(at, setTimeout(look, 300, at));
});
form.addEventListener("focusout", (event) => {
  const at = rows.indexOf(event.target.closest("tbody tr"));
  if (at < 0 || event.target !== postcodeOf(rows[at])) return;
  if (same.has(event.target.value.trim().toLowerCase()) && at) event.target.value = meant(at);
});
