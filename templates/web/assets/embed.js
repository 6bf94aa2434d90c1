// Gives each frame with a petition of ours the height of what is in it.
(() => {
  const { origin } = new URL(document.currentScript.src);
  const ours = () => [...document.querySelectorAll(`iframe[src^="${origin}/embed/"]`)];
  addEventListener("message", ({ origin: from, source, data }) => {
    const height = data?.campaigner?.height;
    if (from !== origin || !Number.isFinite(height)) return;
    const frame = ours().find((each) => each.contentWindow === source);
    if (frame) frame.style.height = `${height}px`;
  });
  for (const frame of ours()) frame.contentWindow.postMessage("height", origin);
})();
