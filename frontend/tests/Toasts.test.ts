import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../src/api";
import { unmountIslands } from "../src/islands";
import { showToast, toasts } from "../src/toasts";
import { element, showPage } from "./mounting";

const REGION = `<button id="before"></button><div data-island="Toasts" role="status"></div>`;
const shown = () => [...document.querySelectorAll(".toast-words")].map((toast) => toast.textContent);
const region = () => element("[role=status]");

beforeEach(async () => {
  await showPage(REGION);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  unmountIslands(document);
  toasts.splice(0);
});

test("a toast is words, and goes after a while", async () => {
  showToast("<b>已收藏</b>");
  await flushPromises();
  expect(shown()).toEqual(["<b>已收藏</b>"]);
  expect(element(".toast").className).toBe("toast toast-success");
  await vi.advanceTimersByTimeAsync(13_000);
  expect(shown()).toEqual([]);
});

test.each([
  ["pointerover", "pointerleave"],
  ["focusin", "focusout"],
])("it stays while somebody is at it (%s)", async (comes, goes) => {
  showToast("等一下");
  await flushPromises();
  region().dispatchEvent(new Event(comes, { bubbles: true }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown()).toEqual(["等一下"]);
  region().dispatchEvent(new Event(goes, { bubbles: true }));
  await vi.advanceTimersByTimeAsync(13_000);
  expect(shown()).toEqual([]);
});

test("it can be closed, and the focus goes back to where it was", async () => {
  showToast("看过了");
  await flushPromises();
  element("#before").focus();
  const close = element(".toast-close");
  close.dispatchEvent(new FocusEvent("focusin", { bubbles: true, relatedTarget: element("#before") }));
  close.focus();
  close.click();
  await flushPromises();
  expect(shown()).toEqual([]);
  expect(document.activeElement).toBe(element("#before"));
});

test("undo takes back and says so", async () => {
  const undo = vi.fn(() => Promise.resolve());
  showToast("不再推荐", { undo });
  await flushPromises();
  const button = [...document.querySelectorAll("button")].find((each) => each.textContent?.trim() === "撤销")!;
  button.click();
  await flushPromises();
  expect(undo).toHaveBeenCalledTimes(1);
  expect(shown()).toEqual(["已撤销。"]);
});

test("where undoing failed it can be tried again", async () => {
  const undo = vi.fn(() => Promise.reject(new ApiError("不行", 500)));
  showToast("不再推荐", { undo });
  await flushPromises();
  const button = element<HTMLButtonElement>(".toast button:not(.toast-close)");
  button.click();
  await flushPromises();
  expect(shown()).toEqual(["不再推荐"]);
  expect(button.disabled).toBe(false);
});

test("what the server rendered is kept, with its form", async () => {
  vi.useRealTimers();
  unmountIslands(document);
  await showPage(`
    <div data-island="Toasts" role="status">
      <p class="toast toast-error">出错了</p>
      <div class="toast toast-success"><span>不再推荐</span><form action="/undo/" method="post"><button>撤销</button></form></div>
    </div>`);
  expect(shown()).toEqual(["出错了", "不再推荐撤销"]);
  expect([...document.querySelectorAll(".toast")].map((toast) => toast.classList[1])).toEqual([
    "toast-error",
    "toast-success",
  ]);
  expect(element("form").getAttribute("action")).toBe("/undo/");
});
