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

/** As the server does it: the best that aren't excluded, of a type if one is asked for. */
function answer(url: URL): string {
  const excluded = new Set((url.searchParams.get("exclude") ?? "").split(",").map(Number));
  const type = url.searchParams.get("type");
  const wanted = CATALOGUE.filter((id) => !excluded.has(id) && (!type || id % 2 === 0));
  const n = Number(url.searchParams.get("n"));
  const more = wanted.length > n ? 1 : 0;
  return `<div data-fragment-content data-more="${more}">${wanted.slice(0, n).map(card).join("") || "<p>没有了</p>"}</div>`;
}

let sent: Sent;
beforeEach(async () => {
  toasts.splice(0);
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

test("what is dismissed goes, another comes, and the way back leads to its place", async () => {
  const second = element('[data-anime="2"]');
  const event = new CustomEvent(DISMISSED, {
    bubbles: true,
    cancelable: true,
    detail: { id: 2, kind: "anime", undo: async () => {} },
  });
  expect(second.dispatchEvent(event)).toBe(false);
  await flushPromises();
  expect(asked(sent, 0).searchParams.get("n")).toBe("1");
  expect(ids()).toEqual([1, 3, 4]);
  second.dispatchEvent(new CustomEvent("card:restored"));
  expect(ids()).toEqual([1, 2, 3, 4]);
});

test("a genre takes others with it: the grid is asked for anew", async () => {
  const event = new CustomEvent(DISMISSED, {
    bubbles: true,
    cancelable: true,
    detail: { id: 2, kind: "genre:7", undo: async () => {} },
  });
  element('[data-anime="2"]').dispatchEvent(event);
  await flushPromises();
  expect(asked(sent, 0).searchParams.get("n")).toBe("3");
  expect(ids()).toEqual([1, 2, 3]);
});

test("a failure leaves the cards and says so", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  button("another").click();
  await flushPromises();
  expect(ids()).toEqual([1, 2, 3]);
  expect(toasts.map((toast) => toast.kind)).toEqual(["error"]);
  expect(button("another").disabled).toBe(false);
});
