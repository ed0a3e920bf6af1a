/** Islands in a document, as the server renders them. */

import { flushPromises } from "@vue/test-utils";
import { vi } from "vitest";
import { mountIslands } from "../src/islands";

/** Puts the markup into the page and mounts its islands, wherever they would stand. */
export async function showPage(html: string): Promise<void> {
  document.body.innerHTML = html;
  for (const island of document.querySelectorAll<HTMLElement>("[data-island]")) island.dataset.eager = "";
  mountIslands();
  // The first time, a component is loaded from disk.
  await vi.waitUntil(() => !document.querySelector("[data-island]:not([data-v-app])"), { timeout: 5000, interval: 5 });
  await flushPromises();
}

export function element<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

/** Answers every request as `reply` says. */
export function stubFetch(reply: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const fetch = vi.fn((url: string, init: RequestInit = {}) => Promise.resolve(reply(url, init)));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

export const json = (data: unknown, status = 200) =>
  new Response(JSON.stringify(data), { status, headers: { "Content-Type": "application/json" } });
