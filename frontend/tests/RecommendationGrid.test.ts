import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DISMISSED } from "../src/dismissals";
import { unmountIslands } from "../src/islands";
import { toasts } from "../src/toasts";
import { element, showPage } from "./mounting";
import { pages, type Sent } from "./server";

const card = (id: number) => `<article class="card" data-anime="${id}"><h2 class="card-title"><a href="/anime/${id}/">${id}</a></h2></article>`;
const ids = () => [...document.querySelectorAll<HTMLElement>("#cards > .card")].map((each) => Number(each.dataset.anime));
const asked = (sent: Sent, call: number) => sent.mock.calls[call]![0] as URL;
const button = (name: string) => element<HTMLButtonElement>(`[name=${name}]`);
const CATALOGUE = [1, 2, 3, 4, 5, 6, 7];
/** What the server knows to be dismissed. */
const gone = new Set<number>();
let genre = (_: number) => false;

/** As the server does it: the best that aren't excluded, of a type if one is asked for. */
function answer(url: URL): string {
  const excluded = new Set((url.searchParams.get("exclude") ?? "").split(",").map(Number));
  const type = url.searchParams.get("type");
  const wanted = CATALOGUE.filter((id) => !excluded.has(id) && !gone.has(id) && !genre(id) && (!type || id % 2 === 0));
  const n = Number(url.searchParams.get("n"));
  const more = wanted.length > n ? 1 : 0;
  return `<div data-fragment-content data-more="${more}">${wanted.slice(0, n).map(card).join("") || "<p>没有了</p>"}</div>`;
}

let sent: Sent;
beforeEach(async () => {
  toasts.splice(0);
  gone.clear();
  genre = () => false;
  history.replaceState(null, "", "/recommendations/");
  vi.stubGlobal("IntersectionObserver", undefined);
  sent = pages(answer);
  await showPage(`
    <form id="filters"><select name="type"><option value=""></option><option value="tv">TV</option></select></form>
    <div class="grid" id="cards">${[1, 2, 3].map(card).join("")}</div>
    <div data-island="RecommendationGrid" data-eager data-props='{"grid":"cards","filters":"filters","n":3}'></div>`);
});
afterEach(() => unmountIslands(document));

test("more cards come at the end, none twice, until there are no others", async () => {
  button("more").click();
  await flushPromises();
  expect(asked(sent, 0).searchParams.get("exclude")).toBe("1,2,3");
  expect(ids()).toEqual([1, 2, 3, 4, 5, 6]);
  button("more").click();
  await flushPromises();
  expect(ids()).toEqual(CATALOGUE);
  expect(document.querySelector("[name=more]")).toBeNull();
  expect(document.body.textContent).toContain("没有更多可以推荐的了。");
});

test("others instead; after the last ones the first again", async () => {
  button("another").click();
  await flushPromises();
  expect(ids()).toEqual([4, 5, 6]);
  button("another").click();
  await flushPromises();
  expect(ids()).toEqual([7]);
  button("another").click();
  await flushPromises();
  expect(ids()).toEqual([1, 2, 3]);
});

test("a filter changes the grid and the address, not the page", async () => {
  const select = element<HTMLSelectElement>("select");
  select.value = "tv";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await flushPromises();
  expect(location.search).toBe("?type=tv");
  expect(asked(sent, 0).searchParams.get("exclude")).toBeNull();
  expect(ids()).toEqual([2, 4, 6]);
});

function dismissing(id: number, kind = "anime"): HTMLElement {
  const card = element(`[data-anime="${id}"]`);
  const detail = { id, kind, undo: async () => {} };
  expect(card.dispatchEvent(new CustomEvent(DISMISSED, { bubbles: true, cancelable: true, detail }))).toBe(false);
  gone.add(id);
  return card;
}
const restored = (card: HTMLElement) => {
  gone.delete(Number(card.dataset.anime));
  card.dispatchEvent(new CustomEvent("card:restored"));
};

test("another takes the place of what is dismissed, and the way back leads there", async () => {
  const second = dismissing(2);
  expect(ids()).toEqual([1, 2, 3]);
  expect(second.inert).toBe(true);
  await flushPromises();
  expect(asked(sent, 0).searchParams.get("n")).toBe("1");
  expect(ids()).toEqual([1, 4, 3]);
  restored(second);
  expect(ids()).toEqual([1, 2, 3]);
  expect(second.inert).toBe(false);
  button("more").click();
  await flushPromises();
  expect(ids()).toEqual([1, 2, 3, 4, 5, 6]);
});

test("taken back before another came, it stays", async () => {
  const second = dismissing(2);
  restored(second);
  await flushPromises();
  expect(ids()).toEqual([1, 2, 3]);
  expect(second.inert).toBe(false);
});

test("what is dismissed after more came, or while it comes, is replaced too", async () => {
  button("more").click();
  dismissing(1);
  dismissing(3);
  await flushPromises();
  expect(ids()).toEqual([7, 2, 4, 5, 6]);
  expect(button("another").disabled).toBe(false);
});

test("where there are no others it goes", async () => {
  button("more").click();
  await flushPromises();
  button("more").click();
  await flushPromises();
  dismissing(5);
  await flushPromises();
  expect(ids()).toEqual([1, 2, 3, 4, 6, 7]);
});

test("a genre takes others with it, and the rest keep their places", async () => {
  button("more").click();
  await flushPromises();
  genre = (id) => id === 2 || id === 5;
  dismissing(2, "genre:7");
  await flushPromises();
  expect(ids()).toEqual([1, 7, 3, 4, 6]);
});

test("what was passed over doesn't come back with a genre", async () => {
  button("another").click();
  await flushPromises();
  expect(ids()).toEqual([4, 5, 6]);
  genre = (id) => id === 5;
  dismissing(5, "genre:7");
  await flushPromises();
  expect(ids()).toEqual([4, 7, 6]);
});

test("a failure leaves the cards and says so", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  button("another").click();
  await flushPromises();
  expect(ids()).toEqual([1, 2, 3]);
  expect(toasts.map((toast) => toast.kind)).toEqual(["error"]);
  expect(button("another").disabled).toBe(false);
});
