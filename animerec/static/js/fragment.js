// Blocks that are computed after the page: fetched once it stands.
"use strict";

for (const block of document.querySelectorAll("[data-fragment]")) {
  fetch(block.dataset.fragment, { headers: { "X-Requested-With": "fetch" } })
    .then((response) => {
      if (!response.ok) throw new Error(response.statusText);
      return response.text();
    })
    .then((html) => {
      // The answer may be the block alone or the page that holds it.
      const page = new DOMParser().parseFromString(html, "text/html");
      const content = page.querySelector("[data-fragment-content]") || page.body;
      block.replaceChildren(...content.childNodes);
    })
    .catch(() => {
      const words = document.createElement("p");
      words.textContent = block.dataset.failed;
      block.replaceChildren(words);
    })
    .finally(() => block.setAttribute("aria-busy", "false"));
}
