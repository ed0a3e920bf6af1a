/** The requests of a grid for cards: one after the other, and none that a newer filter has overtaken. */
import { ref, type Ref } from "vue";

import { isAbort } from "../api";
import { fetchCards } from "../cardPages";
import { showToast } from "../toasts";
import { t } from "../words";
import type { Ask } from "./replacements";

export interface Requests {
  busy: Ref<boolean>;
  /** Whether there are more cards than were shown. */
  hasMore: Ref<boolean>;
  /** Undefined where it failed, or where a filter has overtaken it. */
  ask: Ask;
  /** What was dismissed is replaced after "more" has come, and neither is lost. */
  inTurn: (work: () => Promise<void>) => Promise<void>;
  /** Gives up the request that is on its way. */
  abort: () => void;
}

export function useRequests(grid: HTMLElement | null, { n, more }: { n: number; more: boolean }): Requests {
  const busy = ref(false);
  const hasMore = ref(more);
  let request: AbortController | undefined;
  let turn: Promise<void> = Promise.resolve();

  const ask: Ask = async (exclude, count = n) => {
    const own = (request = new AbortController());
    busy.value = true;
    grid?.setAttribute("aria-busy", "true");
    try {
      const address = location.pathname + location.search;
      const page = await fetchCards(address, { n: count, exclude, signal: own.signal });
      if (own.signal.aborted) return undefined;
      hasMore.value = page.hasMore;
      return page;
    } catch (error) {
      if (!isAbort(error)) showToast(t("error.server"), { kind: "error" });
      return undefined;
    } finally {
      if (request === own) {
        busy.value = false;
        grid?.setAttribute("aria-busy", "false");
      }
    }
  };

  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  return { busy, hasMore, ask, inTurn, abort: () => request?.abort() };
}
