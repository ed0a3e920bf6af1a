import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { unmountIslands } from "../src/islands";
import { element, showPage } from "./mounting";

const PAGE = `
  <section class="carousel">
    <ul class="slides" tabindex="0">${[1, 2, 3]
      .map((n) => `<li class="slide"><a href="/${n}"><strong>第${n}部</strong></a></li>`)
      .join("")}</ul>
    <div data-island="Carousel" data-eager data-props='{"seconds":5}'></div>
  </section>`;
const current = () => [...document.querySelectorAll(".carousel-dot")].findIndex((dot) => dot.ariaCurrent ?? dot.getAttribute("aria-current"));
const button = (name: string) => element<HTMLButtonElement>(`[name=${name}]`);

let still = false;
beforeEach(() => {
  still = false;
  vi.stubGlobal("matchMedia", () => ({ matches: still, addEventListener() {} }));
  Element.prototype.scrollTo = vi.fn() as never;
});
afterEach(() => {
  unmountIslands(document);
  vi.useRealTimers();
});

async function show(): Promise<void> {
  await showPage(PAGE);
}

async function wait(seconds: number): Promise<void> {
  vi.advanceTimersByTime(seconds * 1000);
  await flushPromises();
}

test("the slides of the server stay, and their buttons come beside them", async () => {
  await show();
  expect(document.querySelectorAll(".slide a")).toHaveLength(3);
  expect(document.querySelectorAll(".carousel-dot")).toHaveLength(3);
  expect(current()).toBe(0);
});

test("forth, back and around, with words for those who don't see it", async () => {
  await show();
  button("previous").click();
  await flushPromises();
  expect(current()).toBe(2);
  expect(element("[aria-live]").textContent).toBe("第 3 张，共 3 张: 第3部");
  button("next").click();
  await flushPromises();
  expect(current()).toBe(0);
  document.querySelectorAll<HTMLButtonElement>(".carousel-dot")[1]!.click();
  await flushPromises();
  expect(current()).toBe(1);
});

test("arrow keys, Home and End", async () => {
  await show();
  const press = async (key: string) => {
    element(".slides").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await flushPromises();
    return current();
  };
  expect([await press("ArrowRight"), await press("End"), await press("ArrowLeft"), await press("Home")]).toEqual([1, 2, 1, 0]);
});

test("it goes on by itself, not while somebody reads, and not once it is paused", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "requestAnimationFrame"] });
  await show();
  await wait(5);
  expect(current()).toBe(1);
  expect(element("[aria-live]").textContent).toBe("");
  element(".carousel").dispatchEvent(new Event("pointerenter"));
  await wait(20);
  expect(current()).toBe(1);
  element(".carousel").dispatchEvent(new Event("pointerleave"));
  await wait(5);
  expect(current()).toBe(2);
  expect(button("pause").getAttribute("aria-label")).toBe("暂停轮播");
  button("pause").click();
  await wait(20);
  expect(current()).toBe(2);
  expect(button("pause").getAttribute("aria-label")).toBe("播放轮播");
});

test("whoever prefers no motion gets none", async () => {
  still = true;
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  await show();
  await wait(60);
  expect(current()).toBe(0);
});
