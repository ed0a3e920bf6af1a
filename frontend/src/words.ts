/** The interface's words in the page's language, which the server writes into the page (animerec/interface_words.py). */

type Values = Record<string, string | number>;

let words: Record<string, string> | undefined;

function readWords(): Record<string, string> {
  const element = document.getElementById("words");
  return element?.textContent ? (JSON.parse(element.textContent) as Record<string, string>) : {};
}

/**
 * The text of `key` with its `{name}`s filled in. Where a text has a form for one, "{n} anime|{n} animes", `values.n` picks it.
 * An unknown key stands for itself: a test compares the keys that are used with those that are defined.
 */
export function t(key: string, values: Values = {}): string {
  words ??= readWords();
  const forms = (words[key] ?? key).split("|");
  const text = (values.n === 1 ? forms[0] : forms[forms.length - 1]) ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
}
