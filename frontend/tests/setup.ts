/** The words of animerec/interface_words.py, as the server writes them into a Chinese page. */

import { readFileSync } from "node:fs";
import { beforeEach } from "vitest";

const source = readFileSync(`${import.meta.dirname}/../../animerec/interface_words.py`, "utf-8");
const entries = source.matchAll(/"([\w.]+)": \w+\((?:"[^"\n]*", )?"(.*)"\)/g);
const words = Object.fromEntries([...entries].map(([, key, text]) => [key, text]));

beforeEach(() => {
  document.head.innerHTML = `<script type="application/json" id="words"></script>`;
  document.getElementById("words")!.textContent = JSON.stringify(words);
  document.body.innerHTML = "";
});
