/** Cards as the server renders them, asked for a few at a time, without those that were there already. */

import { ApiError } from "./api";
import { t } from "./words";

export interface CardPage {
  readonly cards: HTMLElement[];
  /** Words instead of cards, where there are none. */
  readonly rest: Node[];
  readonly hasMore: boolean;
}

/** The latest of more than these are left out: an address has a greatest length. */
const MOST_EXCLUDED = 400;

/**
 * Asks `address` (with its filters) for `n` cards other than `exclude`: fields `n` and `exclude` (ids with commas) are
 * added. The answer holds them in `[data-fragment-content]`, whose `data-more` is 1 where there are yet others.
 */
export async function fetchCards(
  address: string,
  { n, exclude = [], signal }: { n?: number; exclude?: readonly number[]; signal?: AbortSignal },
): Promise<CardPage> {
  const url = new URL(address, location.href);
  url.searchParams.delete("page");
  if (n) url.searchParams.set("n", String(n));
  if (exclude.length) url.searchParams.set("exclude", exclude.slice(-MOST_EXCLUDED).join(","));
  const response = await fetch(url, { signal, headers: { "X-Requested-With": "fetch", Accept: "text/html" } });
  if (!response.ok) throw new ApiError(t("error.server"), response.status);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const content = page.querySelector<HTMLElement>("[data-fragment-content]");
  if (!content) throw new ApiError(t("error.server"), response.status);
  const cards = [...content.querySelectorAll<HTMLElement>(".card")].map((card) => document.adoptNode(card));
  return { cards, rest: cards.length ? [] : [...content.childNodes], hasMore: content.dataset.more === "1" };
}

export function idOf(card: HTMLElement): number {
  return Number(card.dataset.anime);
}
