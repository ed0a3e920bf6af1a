/** 不感兴趣: tells the server, then the grid that holds the card, if one refills itself. */

import { post } from "./api";
import { showToast } from "./toasts";

export interface Dismissal {
  readonly text: string;
  readonly undo: () => Promise<void>;
}

export interface DismissedDetail {
  readonly id: number;
  readonly kind: string;
  readonly undo: () => Promise<void>;
}

interface Asked {
  id: number;
  /** anime, franchise or genre:<id> */
  kind: string;
  /** What to say when it is done. */
  text: string;
  card: HTMLElement | null;
}

/** The event of a card that was dismissed; who takes the card away calls `preventDefault`. */
export const DISMISSED = "card:dismissed";

/** Nothing where it failed, or where the page took the card away and offers the way back in a toast. */
export async function dismiss({ id, kind, text, card }: Asked): Promise<Dismissal | undefined> {
  const url = `/not-interested/${id}/`;
  try {
    await post(url, { kind });
  } catch {
    return undefined;
  }
  const undo = async () => void (await post(url, { kind, undo: 1 }));
  const event = new CustomEvent<DismissedDetail>(DISMISSED, {
    bubbles: true,
    cancelable: true,
    detail: { id, kind, undo },
  });
  if (card?.dispatchEvent(event) ?? true) return { text, undo };
  showToast(text, { undo: () => restore(event.detail.undo, card) });
  return undefined;
}

/** Undone by the server first; then the grid puts the card back. */
async function restore(undo: () => Promise<void>, card: HTMLElement | null): Promise<void> {
  await undo();
  card?.dispatchEvent(new CustomEvent("card:restored"));
}
