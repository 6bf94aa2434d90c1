// Says how long the form took to fill in: machines are quick.
const began = performance.now();
for (const form of document.querySelectorAll("form#sign")) {
  form.addEventListener("submit", () => {
    form.elements.seconds.value = ((performance.now() - began) / 1000).toFixed(1);
  });
}
