// Puts a quotation, a fact or another piece into a text at the cursor; without this, at its end.
const text = document.getElementById("text");
if (text) {
  for (const button of document.querySelectorAll("button.put")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      text.focus();
      const { selectionStart: start, selectionEnd: end } = text;
      const before = text.value.slice(0, start);
      const alone = button.value.startsWith("{{ quote") || button.value.startsWith("\n");
      const gap = alone && before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
      text.setRangeText(gap + button.value.trim() + (alone ? "\n\n" : ""), start, end, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
