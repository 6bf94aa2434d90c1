// Keeps the numbers and what needs a look as they are now, as long as somebody looks at the page.
const SECONDS = 20;
const QUIET = 5 * 60; // between two announcements to those who listen
const place = document.querySelector("[data-now]");
const said = document.querySelector("[data-said]");
const total = () => document.getElementById("figures")?.dataset.total;
let announced = [total(), Date.now()];
let asking = false;

const put = (part, newer) => {
  if (!newer || part.isEqualNode(newer) || part.contains(document.activeElement)) return;
  const open = part.querySelector("details")?.open;
  const details = newer.querySelector("details");
  if (details) details.open = Boolean(open);
  part.replaceWith(newer);
};

const announce = () => {
  const [last, at] = announced;
  if (total() === last || Date.now() - at < QUIET * 1000) return;
  said.textContent = document.getElementById("figures").dataset.words;
  announced = [total(), Date.now()];
};

const look = async () => {
  if (document.hidden || asking) return;
  asking = true;
  const answer = await fetch(place.dataset.now, { redirect: "manual" }).catch(() => null);
  asking = false;
  if (answer?.type === "opaqueredirect") {
    location.reload(); // logged out: the numbers are not to stay
    return;
  }
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of place.querySelectorAll(":scope > [id]")) put(part, fresh.getElementById(part.id));
  announce();
};

setInterval(look, SECONDS * 1000);
document.addEventListener("visibilitychange", look);
