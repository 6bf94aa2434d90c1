// How far a job has come, without reloading: asks for the page and takes the new numbers from it.
const shown = document.querySelector("[data-progress]");

async function renew() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-progress]");
  if (!now || now.dataset.state !== shown.dataset.state) {
    location.reload();
    return;
  }
  shown.replaceChildren(...now.children);
  again();
}

function again() {
  setTimeout(() => renew().catch(again), 2000);
}

again();
