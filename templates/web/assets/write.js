// Shows the letter again while it is being written, and copies its text.
const form = document.querySelector("form[data-preview]");
if (form) {
  form.classList.add("live");
  const button = form.querySelector("[formtarget]");
  const frame = document.querySelector(`iframe[name="${button.formTarget}"]`);
  let place = 0, timer = 0, isLoading = false, isWanted = false;
  const within = (act) => {
    try { return act(frame.contentWindow); } catch { return 0; }  // an error page of the browser's
  };
  const show = () => {
    isWanted = isLoading;
    if (isLoading) return;
    isLoading = true;
    place = within((letter) => letter.scrollY);
    form.requestSubmit(button);
  };
  frame.addEventListener("load", () => {
    isLoading = false;
    within((letter) => letter.scrollTo(0, place));
    if (isWanted) show();
  });
  button.addEventListener("click", (event) => { if (event.isTrusted) frame.scrollIntoView(); });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 500);
  });
  addEventListener("pageshow", show);  // what Back brings again is in its fields by then
}

for (const copy of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) continue;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copies).value);
    copy.nextElementSibling.textContent = copy.dataset.done;
  });
}
