/** The cards of a grid: which have been seen, how they come and how one takes another's place. */
import { idOf, type CardPage } from "../cardPages";
import { mountIslands, unmountIslands } from "../islands";

export class CardGrid {
  /** Ids of the cards that were shown or dismissed. */
  readonly seen = new Set<number>();

  constructor(readonly element: HTMLElement) {
    for (const card of this.cards()) this.seen.add(idOf(card));
  }

  cards(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(":scope > .card")];
  }

  holds(card: HTMLElement): boolean {
    return card.parentElement === this.element;
  }

  /** Appends the cards that aren't there yet; with `replace` they take the place of everything. */
  put(page: CardPage, { replace = false } = {}): void {
    if (replace) {
      unmountIslands(this.element);
      this.element.replaceChildren();
    }
    const shown = new Set(this.cards().map(idOf));
    const fresh = page.cards.filter((card) => !shown.has(idOf(card)));
    this.element.append(...fresh, ...(replace ? page.rest : []));
    fresh.forEach((card) => this.greet(card));
  }

  /**
   * A dismissed card stays where it is, out of reach, until another takes its place: nothing moves under the pointer.
   * Returns whether the visitor took the dismissal back before that.
   */
  leave(card: HTMLElement): () => boolean {
    let isBack = false;
    card.inert = true;
    card.style.opacity = "0.35";
    card.addEventListener("card:restored", () => {
      isBack = true;
      if (this.holds(card)) comeBack(card);
    }, { once: true });
    return () => isBack;
  }

  /** `fresh` takes the place of `card`, and gives it back when the dismissal is undone. */
  exchange(card: HTMLElement, fresh: HTMLElement | undefined): void {
    const next = card.nextElementSibling;
    if (fresh) card.replaceWith(fresh);
    else card.remove();
    if (fresh) this.greet(fresh);
    card.addEventListener("card:restored", () => this.giveBack(card, fresh, next), { once: true });
  }

  private giveBack(card: HTMLElement, instead: HTMLElement | undefined, next: Element | null): void {
    if (this.cards().some((other) => idOf(other) === idOf(card))) return;
    comeBack(card);
    if (instead && this.holds(instead)) {
      this.seen.delete(idOf(instead));
      instead.replaceWith(card);
    } else this.element.insertBefore(card, next?.parentElement === this.element ? next : null);
  }

  /** A card that has just come into the grid. */
  private greet(card: HTMLElement): void {
    this.seen.add(idOf(card));
    mountIslands(card);
  }
}

function comeBack(card: HTMLElement): void {
  card.inert = false;
  card.style.opacity = "";
}
