// Keeps the count as it is now, as long as somebody looks at the page.
const SECONDS = 15;
for (const place of document.querySelectorAll("[data-count]")) {
  const [number, words, goal] = ["b", ".who", ".goal"].map((each) => place.querySelector(each));
  const bar = place.querySelector("progress");
  const written = new Intl.NumberFormat(document.documentElement.lang);
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(place.dataset.count).catch(() => null);
    if (!answer?.ok) return;
    const { signatures, next } = await answer.json();
    number.textContent = written.format(signatures);
    words.textContent = signatures === 1 ? words.dataset.one : words.dataset.many;
    if (next !== bar.max) goal?.remove();
    [bar.max, bar.value] = [next, signatures];
  };
  setInterval(look, SECONDS * 1000);
  document.addEventListener("visibilitychange", look);
}
