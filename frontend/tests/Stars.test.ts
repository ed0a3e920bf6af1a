import { mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import Stars from "../src/components/Stars.vue";

const make = (modelValue: number | null) =>
  mount(Stars, { props: { modelValue, label: "给《某部》评分", name: "stars" }, attachTo: document.body });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("it is a group of ten radio buttons with a name", () => {
  const stars = make(3);
  expect(stars.get("fieldset legend").text()).toBe("给《某部》评分");
  const radios = stars.findAll<HTMLInputElement>("input[type=radio]");
  expect(radios.map((radio) => radio.element.checked)).toEqual(Array.from({ length: 10 }, (_, index) => index === 2));
  expect(stars.findAll(".star-on")).toHaveLength(3);
  expect(stars.text()).toContain("3 分 · 差");
});

test("keys walk silently; the last one counts when the walk rests", async () => {
  const stars = make(null);
  await stars.get("input[value='1']").trigger("keydown", { key: "Home" });
  await stars.get("input[value='1']").trigger("keydown", { key: "End" });
  await stars.get("input[value='10']").trigger("keydown", { key: "7" });
  expect(stars.findAll(".star-on")).toHaveLength(7);
  expect(stars.emitted("update:modelValue")).toBeUndefined();
  vi.advanceTimersByTime(1000);
  expect(stars.emitted("update:modelValue")).toEqual([[7]]);
  expect(stars.emitted("chosen")).toBeUndefined();
});

test("Enter takes the star one stands on at once", async () => {
  const stars = make(null);
  await stars.get("input[value='1']").trigger("keydown", { key: "9" });
  await stars.get("input[value='9']").trigger("keydown", { key: "Enter" });
  expect(stars.emitted("update:modelValue")).toEqual([[9]]);
  expect(stars.emitted("chosen")).toEqual([[9]]);
  vi.advanceTimersByTime(1000);
  expect(stars.emitted("update:modelValue")).toHaveLength(1);
});

test("Delete and the button take the rating away", async () => {
  const stars = make(5);
  await stars.get("input[value='5']").trigger("keydown", { key: "Delete" });
  await stars.get("button").trigger("click");
  expect(stars.emitted("update:modelValue")).toEqual([[null], [null]]);
  expect(make(null).find("button").exists()).toBe(false);
});

test("a mouse previews, and leaves things as they were", async () => {
  const stars = make(4);
  await stars.findAll(".star")[8]!.trigger("pointerenter", { pointerType: "mouse" });
  expect(stars.findAll(".star-on")).toHaveLength(9);
  expect(stars.text()).toContain("9 分 · 力荐");
  await stars.get(".stars-row").trigger("pointerleave");
  expect(stars.findAll(".star-on")).toHaveLength(4);
});

test("whoever leaves with a star half chosen has chosen it", async () => {
  const stars = make(null);
  await stars.get("input[value='1']").trigger("keydown", { key: "6" });
  await stars.get("input[value='6']").trigger("focusout", { relatedTarget: null });
  expect(stars.emitted("update:modelValue")).toEqual([[6]]);
});
