import { flushPromises } from "@vue/test-utils";
import { beforeEach, expect, test, vi } from "vitest";

/** Tells which elements are near the view when a test says so. */
class Observer {
  static all: Observer[] = [];
  seen = new Set<Element>();
  constructor(readonly callback: (entries: { isIntersecting: boolean; target: Element }[]) => void) {
    Observer.all.push(this);
  }
  observe = (target: Element) => void this.seen.add(target);
  unobserve = (target: Element) => void this.seen.delete(target);
  disconnect = () => this.seen.clear();
  static approach(target: Element): void {
    for (const { seen, callback } of Observer.all) if (seen.has(target)) callback([{ isIntersecting: true, target }]);
  }
}

const ISLAND = `<div data-island="Toasts" role="status"><p class="toast toast-info">从前</p></div>`;
const host = () => document.querySelector<HTMLElement>("[data-island]")!;
const isMounted = (element: HTMLElement = host()) => element.dataset.vApp !== undefined;

let islands: typeof import("../src/islands");

beforeEach(async () => {
  vi.stubGlobal("IntersectionObserver", Observer);
  vi.resetModules();
  islands = await import("../src/islands");
  document.body.innerHTML = ISLAND;
});

async function settle(): Promise<void> {
  await import("../src/islands/Toasts.vue");
  await flushPromises();
}

test("an island is mounted when it comes near, once", async () => {
  islands.mountIslands();
  islands.mountIslands();
  await settle();
  expect(isMounted()).toBe(false);
  expect(host().textContent).toContain("从前");
  Observer.approach(host());
  await settle();
  expect(isMounted()).toBe(true);
  islands.mountIslands();
  await settle();
  expect(document.querySelectorAll(".toast")).toHaveLength(1);
});

test("an eager one at once", async () => {
  host().dataset.eager = "";
  islands.mountIslands();
  await settle();
  expect(isMounted()).toBe(true);
});

test("what was taken out of the page meanwhile isn't mounted", async () => {
  const element = host();
  islands.mountIslands();
  Observer.approach(element);
  islands.unmountIslands(document);
  element.remove();
  await settle();
  expect(isMounted(element)).toBe(false);
});

test("content that comes later has islands too, and loses them when it goes", async () => {
  const part = document.createElement("section");
  part.innerHTML = ISLAND;
  document.body.replaceChildren(part);
  islands.mountIslands(part);
  Observer.approach(host());
  await settle();
  expect(document.querySelectorAll(".toast")).toHaveLength(1);
  islands.unmountIslands(part);
  expect(document.querySelectorAll(".toast")).toHaveLength(0);
});

test.each([
  ["nobody knows", `<div data-island="Nothing"><a href="/">first</a></div>`],
  ["has properties that aren't JSON", `<div data-island="Toasts" data-props="{"><a href="/">first</a></div>`],
  ["fails", `<div data-island="SearchBox" data-props='{"url":"/"}'><a href="/">first</a></div>`],
])("where an island %s, what the server rendered stays", async (_, markup) => {
  const complain = vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
  document.body.innerHTML = markup;
  islands.mountIslands();
  Observer.approach(host());
  await vi.waitUntil(() => complain.mock.calls.length, { timeout: 5000 });
  expect(host().innerHTML).toBe(`<a href="/">first</a>`);
});

test("who stands on a control stands on its successor", async () => {
  document.body.innerHTML = `<div data-island="Toasts"><div class="toast toast-info"><input name="q"></div></div>`;
  document.querySelector("input")!.focus();
  islands.mountIslands();
  Observer.approach(host());
  await settle();
  expect(isMounted()).toBe(true);
  expect(document.activeElement).toBe(document.querySelector("input[name=q]"));
});
