import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { unmountIslands } from "../src/islands";
import { splitAtTyped } from "../src/suggestions";
import { element, json, showPage, stubFetch } from "./mounting";

const PAGE = `
  <form role="search" action="/search/">
    <input id="search-top" type="search" name="q" value="">
    <button type="submit"></button>
    <div data-island="SearchBox" data-props='{"url":"/suggest"}'></div>
  </form>`;

const anime = (title: string, url = `/anime/${title}/`) => ({
  id: 1, title, also: "", year: 2013, type_label: "TV", cover: "data:,", url,
});
const input = () => element<HTMLInputElement>("#search-top");
const options = () => [...document.querySelectorAll<HTMLElement>("[role=option]")];
const chosen = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");
const status = () => element("[role=status]").textContent;
const asked = (fetch: ReturnType<typeof stubFetch>) =>
  fetch.mock.calls.map(([url]) => new URLSearchParams(url.split("?")[1]).get("q"));

async function type(text: string): Promise<void> {
  input().value = text;
  input().dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(200);
  await flushPromises();
}

async function press(key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  input().dispatchEvent(event);
  await flushPromises();
  return event;
}

let assign: ReturnType<typeof vi.spyOn>;
let submit: ReturnType<typeof vi.fn>;

beforeEach(async () => {
  assign = vi.spyOn(window.location, "assign").mockImplementation(() => {});
  await showPage(PAGE);
  submit = vi.fn((event: Event) => event.preventDefault());
  element("form").addEventListener("submit", submit as EventListener);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  unmountIslands(document);
});

describe("the list", () => {
  test("shows what was found and a way to all results", async () => {
    stubFetch(() => json({ results: [anime("进击的巨人"), anime("巨人族")] }));
    await type("巨人");
    expect(options().map((option) => option.textContent?.trim())).toEqual([
      "进击的巨人TV · 2013",
      "巨人族TV · 2013",
      "查看“巨人”的全部结果",
    ]);
    expect(options()[0]!.querySelector("mark")!.textContent).toBe("巨人");
    expect(status()).toBe("搜索建议 2 条，可用上下方向键选择。");
    expect(input().getAttribute("role")).toBe("combobox");
    expect(input().getAttribute("aria-expanded")).toBe("true");
    expect(document.getElementById(input().getAttribute("aria-controls")!)).toBe(element("[role=listbox]"));
  });

  test("says that nothing was found and stays closed", async () => {
    stubFetch(() => json({ results: [] }));
    await type("没有");
    expect(element<HTMLElement>("[role=listbox]").hidden).toBe(true);
    expect(status()).toBe("没有搜索建议。");
  });

  test("closes where no answer can be had", async () => {
    stubFetch(() => new Response("<html>", { status: 502 }));
    await type("巨人");
    expect(input().getAttribute("aria-expanded")).toBe("false");
    expect(options()).toEqual([]);
  });

  test("shows titles as words, never as markup", async () => {
    stubFetch(() => json({ results: [anime("<img src=x>")] }));
    await type("img");
    expect(options()[0]!.textContent).toContain("<img src=x>");
  });
});

describe("the keys", () => {
  beforeEach(async () => {
    stubFetch(() => json({ results: [anime("一", "/anime/1/"), anime("二", "/anime/2/")] }));
    await type("动漫");
  });

  test("arrows go round by way of the field", async () => {
    const seen = [];
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"]) {
      await press(key);
      seen.push(chosen());
    }
    expect(seen).toEqual([0, 1, 2, -1, 2, 1]);
    expect(input().getAttribute("aria-activedescendant")).toBe(options()[1]!.id);
  });

  test("Home and End are the field's until an option is chosen", async () => {
    expect((await press("Home")).defaultPrevented).toBe(false);
    await press("ArrowDown");
    await press("End");
    expect(chosen()).toBe(2);
    await press("Home");
    expect(chosen()).toBe(0);
  });

  test("Enter opens the chosen anime", async () => {
    await press("ArrowDown");
    await press("ArrowDown");
    expect((await press("Enter")).defaultPrevented).toBe(true);
    expect(assign).toHaveBeenCalledWith("/anime/2/");
    expect(options()).toEqual([]);
  });

  test("Enter with Ctrl opens it elsewhere", async () => {
    const open = vi.spyOn(window, "open").mockReturnValue(null);
    await press("ArrowDown");
    await press("Enter", { ctrlKey: true });
    expect(open).toHaveBeenCalledWith("/anime/1/", "_blank", "noopener");
    expect(assign).not.toHaveBeenCalled();
  });

  test("Enter on the last option, or a click on it, searches", async () => {
    await press("ArrowUp");
    await press("Enter");
    expect(submit).toHaveBeenCalledTimes(1);
    await type("动漫");
    options()[2]!.click();
    expect(submit).toHaveBeenCalledTimes(2);
  });

  test("Enter without a choice is the form's", async () => {
    expect((await press("Enter")).defaultPrevented).toBe(false);
  });

  test("Escape closes, keeps the words, and is then the browser's", async () => {
    await press("Escape");
    expect(input().getAttribute("aria-expanded")).toBe("false");
    expect(input().value).toBe("动漫");
    expect((await press("Escape")).defaultPrevented).toBe(false);
  });

  test("arrows open it again, at either end; with Alt without a choice", async () => {
    for (const [key, altKey, choice] of [
      ["ArrowDown", false, 0],
      ["ArrowUp", false, 2],
      ["ArrowDown", true, -1],
    ] as const) {
      await press("Escape");
      await press(key, { altKey });
      expect([options().length, chosen()]).toEqual([3, choice]);
    }
    await press("ArrowUp", { altKey: true });
    expect(options()).toEqual([]);
  });

  test("with Shift they select text", async () => {
    expect((await press("ArrowDown", { shiftKey: true })).defaultPrevented).toBe(false);
    expect(chosen()).toBe(-1);
  });

  test("leaving the field closes it", async () => {
    input().dispatchEvent(new Event("blur"));
    await flushPromises();
    expect(options()).toEqual([]);
  });
});

describe("asking", () => {
  test("takes two letters or one character", async () => {
    const fetch = stubFetch(() => json({ results: [anime("剑风传奇")] }));
    await type("b ");
    expect(fetch).not.toHaveBeenCalled();
    await type("剑");
    expect(asked(fetch)).toEqual(["剑"]);
  });

  test("waits for the end of a composition, whose Enter opens nothing", async () => {
    const fetch = stubFetch(() => json({ results: [anime("进击的巨人")] }));
    input().dispatchEvent(new Event("compositionstart"));
    for (const typed of ["j", "ji", "jin'ji"]) await type(typed);
    expect(fetch).not.toHaveBeenCalled();
    expect((await press("Enter", { isComposing: true })).defaultPrevented).toBe(false);
    input().value = "进击";
    input().dispatchEvent(new Event("compositionend"));
    await vi.advanceTimersByTimeAsync(200);
    expect(asked(fetch)).toEqual(["进击"]);
    expect(options()).toHaveLength(2);
  });

  test("drops the answer to what was typed before", async () => {
    const answers = new Map<string, (response: Response) => void>();
    stubFetch((url) => new Promise((resolve) => answers.set(decodeURIComponent(url.split("q=")[1]!), resolve)));
    await type("早的");
    await type("后来的");
    answers.get("后来的")!(json({ results: [anime("后来的")] }));
    await flushPromises();
    answers.get("早的")!(json({ results: [anime("早的")] }));
    await flushPromises();
    expect(options()[0]!.textContent).toContain("后来的");
  });

  test("asks nobody twice", async () => {
    const fetch = stubFetch(() => json({ results: [anime("进击的巨人")] }));
    for (const typed of ["进击", "进击的", "进击"]) await type(typed);
    expect(asked(fetch)).toEqual(["进击", "进击的"]);
    expect(options().at(-1)!.textContent).toContain("“进击”");
  });
});

test("what one types before it is mounted is kept, and answered", async () => {
  vi.useRealTimers();
  unmountIslands(document);
  stubFetch(() => json({ results: [anime("进击的巨人")] }));
  document.body.innerHTML = PAGE;
  const before = input();
  before.focus();
  before.value = "进击";
  await showPageInPlace();
  expect(input()).toBe(before);
  expect(document.activeElement).toBe(before);
  await vi.waitUntil(() => options().length === 2);
});

async function showPageInPlace(): Promise<void> {
  const { mountIslands } = await import("../src/islands");
  element("[data-island]").dataset.eager = "";
  mountIslands();
  await flushPromises();
}

test.each([
  ["Shingeki", "shin", ["", "Shin", "geki"]],
  ["进击的巨人", "巨人", ["进击的", "巨人", ""]],
  ["İstanbul", "st", ["İstanbul", "", ""]],
  ["Berserk", "x", ["Berserk", "", ""]],
])("what was typed stands out in %s", (text, typed, parts) => {
  expect(splitAtTyped(text, typed)).toEqual(parts);
});

describe("with an address of its own", () => {
  const OWN = PAGE.replace('"url":"/suggest"', '"url":"/suggest","address":"/blend/?like=5&like={id}"');

  beforeEach(async () => {
    vi.useRealTimers();
    await showPage(OWN);
    vi.useFakeTimers();
    stubFetch(() => json({ results: [anime("一")] }));
    await type("yi");
  });

  test("a choice leads there", async () => {
    await press("ArrowDown");
    await press("Enter");
    expect(assign).toHaveBeenCalledExactlyOnceWith("/blend/?like=5&like=1");
  });

  test("unless somebody takes it in hand", async () => {
    const taken = vi.fn((event: Event) => event.preventDefault());
    element("form").addEventListener("chosen", taken);
    options()[0]!.click();
    expect((taken.mock.calls[0]![0] as CustomEvent).detail).toBe("/blend/?like=5&like=1");
    expect(assign).not.toHaveBeenCalled();
  });
});
