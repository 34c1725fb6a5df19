// Keeps the part marked data-live up to date: asks every 0.7 s whether there is news of the township, which costs
// next to nothing, and asks for the page only then. Without this script the page is complete; it only has to be
// reloaded by hand. Also what needs a script: copy, print, and looking for an answer again.
(() => {
  const part = document.querySelector("[data-live]");
  const township = new URLSearchParams(location.search).get("township") || document.body.dataset.township;
  let shown = part ? part.innerHTML : "";
  let etag = null;
  let news = null;
  const opened = () => [...part.querySelectorAll("details[id]")].map((d) => [d.id, d.open]);
  const replace = (fresh) => {
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const open = opened();
    part.replaceChildren(...document.importNode(fresh, true).childNodes);
    for (const [id, is] of open) {
      const again = document.getElementById(id);
      if (again) again.open = is;
    }
    const again = focused && [...part.querySelectorAll("[href]")].find((a) => a.getAttribute("href") === focused);
    if (again) again.focus({ preventScroll: true });
  };
  const refresh = async () => {
    const response = await fetch(location.href.split("#")[0], {
      headers: etag ? { "If-None-Match": etag } : {},
      cache: "no-store",
      signal: AbortSignal.timeout(10000),
    });
    if (response.status !== 200) return response.status === 304;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (!fresh || !document.getSelection().isCollapsed) return false;
    if (fresh.innerHTML !== shown) replace(fresh);
    shown = fresh.innerHTML;
    etag = response.headers.get("ETag");
    return true;
  };
  const look = async () => {
    if (document.hidden || !document.getSelection().isCollapsed) return;
    const response = await fetch(`/changed?township=${encodeURIComponent(township)}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(10000),
    });
    if (response.status !== 200) return;
    const now = await response.text();
    // The first time too: something may have happened since the page was written.
    if (now !== news && (await refresh())) news = now;
  };
  const soon = () => setTimeout(() => look().catch(() => {}).finally(soon), 700);
  if (part && township) soon();

  for (const block of document.querySelectorAll("[data-script]")) block.hidden = false;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy));
  }
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  const again = document.querySelector("form[data-again]");
  if (again) setTimeout(() => again.submit(), 2000);
})();
