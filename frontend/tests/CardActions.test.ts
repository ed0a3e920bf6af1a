import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetEntries } from "../src/entries";
import { unmountIslands } from "../src/islands";
import { toasts } from "../src/toasts";
import { showPage } from "./mounting";
import { answering, bodyOf, type Sent } from "./server";

const CARD = (id: number, props = "") => `
  <article class="card" data-anime="${id}">
    <div class="card-actions" data-island="CardActions" data-eager
      data-props='{"id":${id},"title":"某部","genres":[[7,"科幻"]]${props}}'></div>
  </article>`;
const all = (name: string) => [...document.querySelectorAll<HTMLButtonElement>(`[name="${name}"]`)];
const press = (text: string) =>
  [...document.querySelectorAll<HTMLButtonElement>(".floating button, .card-gone button")]
    .find((button) => button.textContent?.trim() === text)!
    .click();

let sent: Sent;
beforeEach(() => {
  forgetEntries();
  toasts.splice(0);
  sent = answering({ anime_id: 5, is_favorite: true, score: null, status: null, progress: 0, note: "" });
});
afterEach(() => unmountIslands(document));

test("one tap makes a favourite, in all places of the anime and no others", async () => {
  await showPage(CARD(5) + CARD(5) + CARD(6));
  all("favorite")[0]!.click();
  await flushPromises();
  expect(all("favorite").map((heart) => heart.getAttribute("aria-pressed"))).toEqual(["true", "true", "false"]);
  expect(sent.mock.calls[0]![0]).toBe("/favorites/5/");
  expect(bodyOf(sent)).toBe("favorite=1");
});

test("what the server refuses is taken back and told", async () => {
  sent = answering({ error: "不行。" }, 400);
  await showPage(CARD(5));
  all("favorite")[0]!.click();
  await flushPromises();
  expect(all("favorite")[0]!.getAttribute("aria-pressed")).toBe("false");
  expect(toasts.map((toast) => toast.text)).toEqual(["不行。"]);
});

test("the star opens ten of them; a click on one rates and closes", async () => {
  sent = answering({ anime_id: 5, is_favorite: false, score: 8, status: null, progress: 0, note: "" });
  await showPage(CARD(5) + CARD(5));
  all("rate")[0]!.click();
  await flushPromises();
  const radios = document.querySelectorAll<HTMLInputElement>(".floating input[type=radio]");
  expect([...radios].map((radio) => radio.getAttribute("aria-label"))).toContain("8 分");
  radios[7]!.click();
  await flushPromises();
  expect(bodyOf(sent)).toBe("score=8");
  expect(document.querySelector(".floating")).toBeNull();
  expect(document.activeElement).toBe(all("rate")[0]);
  expect(all("rate").map((star) => star.textContent?.trim())).toEqual(["8", "8"]);
  expect(toasts[0]!.text).toBe("已给《某部》打 8 分。");
});

test("Escape closes the panel and gives the focus back", async () => {
  await showPage(CARD(5));
  all("rate")[0]!.click();
  await flushPromises();
  const first = document.querySelector<HTMLInputElement>(".floating input")!;
  expect(document.activeElement).toBe(first);
  first.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await flushPromises();
  expect(document.querySelector(".floating")).toBeNull();
  expect(document.activeElement).toBe(all("rate")[0]);
});

test("the menu says what one is not interested in; the card keeps its place and offers a way back", async () => {
  sent = answering({ undo: true });
  await showPage(CARD(5));
  all("more")[0]!.click();
  await flushPromises();
  press("类型：科幻");
  await flushPromises();
  expect(sent.mock.calls[0]![0]).toBe("/not-interested/5/");
  expect(bodyOf(sent)).toBe("kind=genre%3A7");
  expect(document.querySelector(".card-gone")!.textContent).toContain("不会再推荐“科幻”类动漫。");
  press("撤销");
  await flushPromises();
  expect(bodyOf(sent, 1)).toBe("kind=genre%3A7&undo=1");
  expect(document.querySelector(".card-gone")).toBeNull();
});

test("without genres there is no menu", async () => {
  await showPage(CARD(5).replace(/"genres":[^}]*/, '"score":3'));
  expect(all("more")).toEqual([]);
  expect(all("rate")[0]!.getAttribute("aria-label")).toBe("给《某部》评分，现为 3 分");
});

test("a label that attacks stays a label", async () => {
  await showPage("");
  document.body.innerHTML = `<div data-island="CardActions" data-eager></div>`;
  const host = document.querySelector<HTMLElement>("[data-island]")!;
  host.dataset.props = JSON.stringify({ id: 9, title: `"><img src=x onerror=alert(1)>` });
  const { mountIslands } = await import("../src/islands");
  mountIslands();
  await vi.waitUntil(() => all("favorite").length === 1);
  expect(document.querySelector("img")).toBeNull();
});
