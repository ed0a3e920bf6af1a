// Filters, order and pages of a search without a new page: what is unfolded and where one stands stays. The links work without it.
"use strict";

(() => {
  // What depends on the address, and holds nothing that scripts have attached themselves to.
  const CHANGING = ["#search-heading", "#search-kept", "#search-found", ".top-session", ".foot"];
  const status = document.querySelector("#search-status");
  const found = () => document.querySelector("#search-found");
  const wide = window.matchMedia("(min-width: 861px)");

  // Where CSS can't show what a closed <details> holds, the panel stands open on wide screens.
  const unfold = () => {
    const panel = document.querySelector("[data-facets]");
    if (panel && wide.matches && !CSS.supports("selector(::details-content)")) panel.open = true;
  };

  const foldName = (each) => each.dataset.facet ?? "panel";
  const folds = () => new Map([...found().querySelectorAll("details")].map((each) => [foldName(each), each.open]));

  // Finds the same control on the new page: by its place and words, as its address has changed.
  const twinOf = (link) => {
    const row = link.closest(".facet-value");
    if (!row) return () => (link.matches(".switch") ? find(".switch") : find(".sorts a, .pages a", link.textContent));
    const facet = link.closest("details:not(.facet-more)").dataset.facet;
    const kind = link.matches(".facet-exclude") ? ".facet-exclude" : ".facet-include";
    const label = row.querySelector(".facet-label").textContent;
    return () => find(`[data-facet="${facet}"] .facet-label`, label)?.closest(".facet-value").querySelector(kind);
  };
  const find = (selector, text) =>
    [...found().querySelectorAll(selector)].find((each) => text === undefined || each.textContent === text);

  const replace = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const pairs = CHANGING.map((selector) => [document.querySelector(selector), fresh.querySelector(selector)]);
    if (pairs.some(([old, other]) => !old || !other)) throw new Error("another page");
    for (const [old, other] of pairs) old.replaceWith(other);
    document.title = fresh.title;
  };

  let request;
  const load = async (url) => {
    request?.abort();
    const own = (request = new AbortController());
    found().setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { signal: own.signal, headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(response.statusText);
      const html = await response.text();
      if (own.signal.aborted) return false;
      const open = folds();
      replace(html);
      for (const each of found().querySelectorAll("details")) each.open = open.get(foldName(each)) ?? each.open;
      unfold();
      status.textContent = found().querySelector(".results-total, .no-results-say")?.textContent ?? "";
      return true;
    } catch (error) {
      if (error.name !== "AbortError") window.location.assign(url);
      return false;
    }
  };

  const isSameSearch = (url) =>
    url.origin === location.origin &&
    url.pathname === location.pathname &&
    (url.searchParams.get("q") ?? "") === (new URL(location.href).searchParams.get("q") ?? "");

  const follow = async (link, twin) => {
    const { href } = link;
    const turnsPage = link.closest(".pages");
    if (!(await load(href))) return;
    history.pushState(null, "", href);
    ((!turnsPage && twin()) || document.querySelector("#results")).focus({ preventScroll: true });
    if (turnsPage) document.querySelector("#search-heading").scrollIntoView();
  };

  let following;
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("#search-found a[href]");
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || !isSameSearch(new URL(link.href))) return;
    event.preventDefault();
    const twin = twinOf(link);
    if (!following) {
      following = follow(link, twin).finally(() => (following = null));
      return;
    }
    // A second choice while the first is on its way: its address must hold both.
    await following;
    twin()?.click();
  });

  window.addEventListener("popstate", () => load(location.href));
  wide.addEventListener("change", unfold);
  unfold();
})();
