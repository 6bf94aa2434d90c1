// Shows the buttons that need a script: the device's own sharing, and copying the address.
for (const place of document.querySelectorAll("[data-share]")) {
  const { share: address, title } = place.dataset;
  const native = place.querySelector(".native");
  if (native && navigator.share) {
    native.hidden = false;
    native.addEventListener("click", () => navigator.share({ title, url: address }).catch(() => {}));
  }
  const copy = place.querySelector(".copy");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(address);
      place.querySelector("[role=status]").textContent = copy.dataset.done;
    });
  }
}
