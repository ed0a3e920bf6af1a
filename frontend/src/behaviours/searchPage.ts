/**
 * Filters, order and pages of a search without a new page: what is unfolded and where one stands stays. The links work
 * without it.
 */

import { isAbort } from "../api";
import { mountIslands, unmountIslands } from "../islands";

// What depends on the address.
const CHANGING = ["#search-heading", "#search-kept", "#search-found", ".top-session", ".foot"];

const one = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector);
const found = () => one("#search-found")!;

export function enhance(): void {
  const wide = window.matchMedia("(min-width: 861px)");
  const status = one("#search-status");
  let request: AbortController | undefined;
  let following: Promise<void> | undefined;

  // Where CSS can't show what a closed <details> holds, the panel stands open on wide screens.
  function unfold(): void {
    const panel = one<HTMLDetailsElement>("[data-facets]");
    if (panel && wide.matches && !CSS.supports("selector(::details-content)")) panel.open = true;
  }

  /** Whether the page now shows `url`. */
  async function load(url: string): Promise<boolean> {
    request?.abort();
    const own = (request = new AbortController());
    found().setAttribute("aria-busy", "true");
    try {
      const html = await fetchPage(url, own.signal);
      if (own.signal.aborted) return false;
      const open = folds();
      replace(html);
      for (const each of found().querySelectorAll("details")) each.open = open.get(foldName(each)) ?? each.open;
      unfold();
      const said = found().querySelector(".results-total, .no-results-say");
      if (status) status.textContent = said?.textContent ?? "";
      return true;
    } catch (error) {
      if (!isAbort(error)) window.location.assign(url);
      return false;
    }
  }

  async function follow(link: HTMLAnchorElement, twin: () => HTMLElement | undefined): Promise<void> {
    const { href } = link;
    const turnsPage = link.closest(".pages");
    if (!(await load(href))) return;
    history.pushState(null, "", href);
    ((turnsPage ? undefined : twin()) ?? one("#results"))?.focus({ preventScroll: true });
    if (turnsPage) one("#search-heading")?.scrollIntoView();
  }

  async function click(event: MouseEvent): Promise<void> {
    const link = (event.target as Element).closest<HTMLAnchorElement>("#search-found a[href]");
    if (!link || !isPlain(event) || !isSameSearch(new URL(link.href))) return;
    event.preventDefault();
    const twin = twinOf(link);
    if (!following) {
      following = follow(link, twin).finally(() => (following = undefined));
      return;
    }
    // A second choice while the first is on its way: its address must hold both.
    await following;
    twin()?.click();
  }

  document.addEventListener("click", (event) => void click(event));
  window.addEventListener("popstate", () => void load(location.href));
  wide.addEventListener("change", unfold);
  unfold();
}

async function fetchPage(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal, headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(response.statusText);
  return response.text();
}

function replace(html: string): void {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const pairs = CHANGING.map((selector) => {
    const old = one(selector);
    const other = fresh.querySelector<HTMLElement>(selector);
    if (!old || !other) throw new Error("another page");
    return [old, other] as const;
  });
  for (const [old, other] of pairs) {
    unmountIslands(old);
    old.replaceWith(other);
    mountIslands(other);
  }
  document.title = fresh.title;
}

const foldName = (each: HTMLElement) => each.dataset.facet ?? "panel";

const folds = () => new Map([...found().querySelectorAll("details")].map((each) => [foldName(each), each.open]));

const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

const isSameSearch = (url: URL) =>
  url.origin === location.origin &&
  url.pathname === location.pathname &&
  (url.searchParams.get("q") ?? "") === (new URL(location.href).searchParams.get("q") ?? "");

function find(selector: string, text?: string | null): HTMLElement | undefined {
  const all = [...found().querySelectorAll<HTMLElement>(selector)];
  return all.find((each) => text === undefined || each.textContent === text);
}

/** Finds the same control on the new page: by its place and words, as its address has changed. */
function twinOf(link: HTMLElement): () => HTMLElement | undefined {
  const row = link.closest(".facet-value");
  if (!row) return () => (link.matches(".switch") ? find(".switch") : find(".sorts a, .pages a", link.textContent));
  const facet = link.closest<HTMLElement>("details:not(.facet-more)")?.dataset.facet;
  const kind = link.matches(".facet-exclude") ? ".facet-exclude" : ".facet-include";
  const label = row.querySelector(".facet-label")?.textContent;
  return () =>
    find(`[data-facet="${facet}"] .facet-label`, label)
      ?.closest(".facet-value")
      ?.querySelector<HTMLElement>(kind) ?? undefined;
}
