// Keeps the part marked data-live up to date: asks for the page every two seconds, replaces the part when it changed.
// Without this script the page is complete; it only has to be reloaded by hand.
(() => {
  const part = document.querySelector("[data-live]");
  if (!part) return;
  let etag = null;
  const replace = (fresh) => {
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.replaceChildren(...document.importNode(fresh, true).childNodes);
    const again = focused && [...part.querySelectorAll("[href]")].find((a) => a.getAttribute("href") === focused);
    if (again) again.focus({ preventScroll: true });
  };
  const refresh = async () => {
    if (document.hidden || !document.getSelection().isCollapsed) return;
    const response = await fetch(location.href.split("#")[0], {
      headers: etag ? { "If-None-Match": etag } : {},
      cache: "no-store",
      signal: AbortSignal.timeout(10000),
    });
    if (response.status !== 200) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (!fresh || !document.getSelection().isCollapsed) return;
    if (fresh.innerHTML !== part.innerHTML) replace(fresh);
    etag = response.headers.get("ETag");
  };
  const soon = () => setTimeout(() => refresh().catch(() => {}).finally(soon), 2000);
  soon();
})();
