/** A block that is computed after the page: `<div data-fragment="address" data-failed="words">`, fetched once it is near. */

import { mountIslands } from "../islands";

export function enhance(block: HTMLElement): void {
  if (typeof IntersectionObserver === "undefined") {
    void load(block);
    return;
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void load(block);
    },
    { rootMargin: "600px" },
  );
  observer.observe(block);
}

async function load(block: HTMLElement): Promise<void> {
  try {
    const response = await fetch(block.dataset.fragment!, { headers: { "X-Requested-With": "fetch" } });
    if (!response.ok) throw new Error(response.statusText);
    // The answer may be the block alone or the page that holds it.
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const content = page.querySelector("[data-fragment-content]") ?? page.body;
    block.replaceChildren(...content.childNodes);
    mountIslands(block);
  } catch {
    const words = document.createElement("p");
    words.textContent = block.dataset.failed ?? "";
    block.replaceChildren(words);
  } finally {
    block.setAttribute("aria-busy", "false");
  }
}
