/** What takes the place of dismissed cards. */
import { idOf, type CardPage } from "../cardPages";
import type { CardGrid } from "./cardGrid";

/** Asks the server for `count` cards that aren't among `exclude`; undefined where that failed. */
export type Ask = (exclude: readonly number[], count?: number) => Promise<CardPage | undefined>;

/** `restored`: whether the dismissal was taken back in the meantime. */
export async function replaceOne(grid: CardGrid, ask: Ask, card: HTMLElement, restored: () => boolean): Promise<void> {
  const page = await ask([...grid.seen], 1);
  // Whoever took it back, or asked for others, in the meantime has what they want.
  if (restored() || !grid.holds(card)) return;
  const shown = new Set(grid.cards().map(idOf));
  grid.exchange(card, page?.cards.find((other) => !shown.has(idOf(other))));
}

/**
 * A genre or a series takes others with it. The cards that may stay keep their places, however many there are; others
 * take those of the rest. `most`: how many are asked for at a time.
 */
export async function replaceWhatWent(
  grid: CardGrid,
  ask: Ask,
  dismissed: HTMLElement,
  restored: () => boolean,
  most: number,
): Promise<void> {
  const before = grid.cards();
  const shown = new Set(before.map(idOf));
  const passedOver = [...grid.seen].filter((id) => !shown.has(id));
  const found: HTMLElement[] = [];
  let page: CardPage | undefined;
  do {
    page = await ask([...passedOver, ...found.map(idOf)], Math.min(before.length - found.length, most));
    if (!page) break;
    found.push(...page.cards);
  } while (page.cards.length && found.length < before.length);
  if (restored() || !grid.holds(dismissed)) return;
  if (!page) return grid.exchange(dismissed, undefined);
  const stays = new Set(found.map(idOf));
  const fresh = found.filter((card) => !shown.has(idOf(card)));
  for (const card of before) {
    if (card !== dismissed && stays.has(idOf(card))) continue;
    grid.exchange(card, fresh.shift());
  }
}
