import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetEntries } from "../src/entries";
import { unmountIslands } from "../src/islands";
import { toasts } from "../src/toasts";
import { element, showPage } from "./mounting";
import { answering, bodyOf } from "./server";

const ANSWER = { anime_id: 5, is_favorite: false, score: null, status: "watching", progress: 4, note: "" };
const island = (name: string, props: object) =>
  `<div data-island="${name}" data-eager data-props='${JSON.stringify({ id: 5, title: "某部", ...props })}'></div>`;
const statuses = () => [...document.querySelectorAll<HTMLButtonElement>("button.status")];
const pressed = () => statuses().filter((each) => each.getAttribute("aria-pressed") === "true");

beforeEach(() => {
  forgetEntries();
  toasts.splice(0);
});
afterEach(() => unmountIslands(document));

test("a status is saved in place, and pressing it again takes it back", async () => {
  const sent = answering({ ...ANSWER, progress: 3 });
  await showPage(island("StatusEditor", { status: null, progress: 3, episodes: 12 }));
  statuses()[1]!.click();
  await flushPromises();
  expect(bodyOf(sent)).toBe("status=watching");
  expect(pressed().map((each) => each.textContent?.trim())).toEqual(["在看"]);
  expect(element(".entry-said").textContent).toBe("已保存");
  statuses()[1]!.click();
  await flushPromises();
  expect(bodyOf(sent, 1)).toBe("status=");
});

test("one more episode; what follows from it comes from the server", async () => {
  const sent = answering({ ...ANSWER, status: "completed", progress: 12 });
  await showPage(island("StatusEditor", { status: "watching", progress: 11, episodes: 12 }));
  element<HTMLButtonElement>("[name=step]").click();
  await flushPromises();
  expect([sent.mock.calls[0]![0], bodyOf(sent)]).toEqual(["/progress/5/", "progress=12"]);
  expect(pressed().map((each) => each.textContent?.trim())).toEqual(["看过"]);
  expect(element<HTMLButtonElement>("[name=step]").disabled).toBe(true);
});

test.each([
  ["99", "progress=12"],
  ["-5", "progress=0"],
  ["7.6", "progress=8"],
])("a typed number of episodes stays within the anime: %s", async (typed, expected) => {
  const sent = answering(ANSWER);
  await showPage(island("StatusEditor", { status: "watching", progress: 3, episodes: 12 }));
  const field = element<HTMLInputElement>("[name=progress]");
  field.value = typed;
  field.dispatchEvent(new Event("input"));
  field.dispatchEvent(new Event("change"));
  await flushPromises();
  expect(bodyOf(sent)).toBe(expected);
});

test("in a row of the list a select does it", async () => {
  const sent = answering({ ...ANSWER, status: "dropped" });
  await showPage(island("StatusEditor", { status: "watching", progress: 3, episodes: null, compact: true }));
  const select = element<HTMLSelectElement>("select");
  expect(select.value).toBe("watching");
  select.value = "dropped";
  select.dispatchEvent(new Event("change"));
  await flushPromises();
  expect(bodyOf(sent)).toBe("status=dropped");
});

test("the heart with words and the stars of a page follow each other's anime", async () => {
  answering({ ...ANSWER, is_favorite: true, score: 9 });
  await showPage(island("FavoriteButton", { text: true }) + island("StarRating", { score: 2 }));
  expect(element(".heart").textContent).toBe("收藏");
  element<HTMLButtonElement>(".heart").click();
  await flushPromises();
  expect(element(".heart").textContent).toBe("已收藏");
  expect(document.querySelectorAll(".star-on")).toHaveLength(9);
});

test("a note is written, saved and shown; markup in it stays text", async () => {
  const sent = answering({ ...ANSWER, note: "<b>第三集</b>" });
  await showPage(island("NoteEditor", { note: "" }));
  element<HTMLButtonElement>(".note-open").click();
  await flushPromises();
  const field = element<HTMLTextAreaElement>("textarea");
  expect(document.activeElement).toBe(field);
  field.value = "  <b>第三集</b> ";
  field.dispatchEvent(new Event("input"));
  element<HTMLFormElement>("form").dispatchEvent(new Event("submit", { cancelable: true }));
  await flushPromises();
  expect(bodyOf(sent)).toBe(`note=${encodeURIComponent("<b>第三集</b>").replace(/%20/g, "+")}`);
  expect(element("bdi").textContent).toBe("<b>第三集</b>");
  expect(document.activeElement).toBe(element(".note-open"));
});

test("a row that is removed can be brought back", async () => {
  const sent = answering({ removed: [5], token: "t" });
  await showPage(`<ul><li class="entry"><h2><a href="/anime/5/">某部</a></h2>${island("RemoveButton", {})}</li></ul>`);
  element<HTMLButtonElement>("[name=remove]").click();
  await flushPromises();
  expect(element(".entry").hidden).toBe(true);
  expect(toasts[0]!.text).toBe("已从列表中移除《某部》。");
  await toasts[0]!.undo!();
  expect([sent.mock.calls[1]![0], bodyOf(sent, 1)]).toEqual(["/favorites/restore/", "token=t"]);
  expect(element(".entry").hidden).toBe(false);
});

test("all rows can be ticked at once", async () => {
  const rows = `<input class="entry-choice" type="checkbox">`.repeat(3);
  await showPage(`<div data-island="BulkBar" data-eager></div>${rows}`);
  const all = element<HTMLInputElement>(".bulk-all input");
  all.checked = true;
  all.dispatchEvent(new Event("change", { bubbles: true }));
  await flushPromises();
  expect(document.querySelectorAll(".entry-choice:checked")).toHaveLength(3);
  expect(element(".bulk-all").textContent).toContain("已选 3 部");
});
