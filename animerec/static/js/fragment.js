// Blocks that are computed after the page: fetched once it stands.
"use strict";

for (const block of document.querySelectorAll("[data-fragment]")) {
  fetch(block.dataset.fragment, { headers: { "X-Requested-With": "fetch" } })
    .then((response) => {
      if (!response.ok) throw new Error(response.statusText);
      return response.text();
    })
    .then((html) => {
      block.innerHTML = html;
    })
    .catch(() => {
      const words = document.createElement("p");
      words.textContent = block.dataset.failed;
      block.replaceChildren(words);
    })
    .finally(() => block.setAttribute("aria-busy", "false"));
}
