// Tells the page that has this one in a frame how high it is: see embed.js.
const tell = () => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ campaigner: { height } }, "*");
};
if (parent !== window) {
  document.documentElement.classList.add("framed");
  new ResizeObserver(tell).observe(document.body);
  addEventListener("message", (event) => { if (event.source === parent) tell(); });
}
