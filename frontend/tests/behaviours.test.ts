import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { enhance as loadFragment } from "../src/behaviours/fragment";
import { enhance as checkRegistration } from "../src/behaviours/registration";
import { element, json, stubFetch } from "./mounting";

describe("registration", () => {
  const error = (name: string) => element(`[data-field=${name}] .errors`).textContent;
  const field = (name: string, attributes = "") =>
    `<div data-field="${name}"><input name="${name}" ${attributes}><div class="errors"></div></div>`;

  async function type(name: string, value: string): Promise<void> {
    const input = element<HTMLInputElement>(`[name=${name}]`);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(400);
    await flushPromises();
  }

  beforeEach(() => {
    vi.useFakeTimers();
    document.body.innerHTML = `<form data-check="/register/check/" data-required="必填" data-short="太短" data-digits="全是数字"
      data-email="邮箱不对" data-phone="手机不对" data-future="晚于今天" data-past="太早">
      ${field("username", "required")}${field("password", "required")}${field("phone")}</form>`;
    checkRegistration(element("form"));
  });
  afterEach(() => void vi.useRealTimers());

  test.each([
    ["password", "", "必填"],
    ["password", "1234567", "太短"],
    ["password", "12345678", "全是数字"],
    ["password", "correct horse", ""],
    ["phone", "12a", "手机不对"],
    ["phone", "+86 138-0013-8000", ""],
    ["phone", "", ""],
  ])("tells of %s %j", async (name, value, said) => {
    await type(name, value);
    expect(error(name)).toBe(said);
    expect(element(`[name=${name}]`).getAttribute("aria-invalid")).toBe(String(Boolean(said)));
  });

  test("asks the server about a name, after a pause", async () => {
    const fetch = stubFetch((url) => json({ error: url.endsWith("=alice") ? "该用户名已被注册。" : "" }));
    element<HTMLInputElement>("[name=username]").value = "al";
    element("[name=username]").dispatchEvent(new Event("input", { bubbles: true }));
    await type("username", "alice");
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(error("username")).toBe("该用户名已被注册。");
    await type("username", "bob");
    expect(error("username")).toBe("");
    expect(element("[data-field=username]").className).toBe("field-right");
  });
});

describe("a fragment", () => {
  beforeEach(() => {
    vi.stubGlobal("IntersectionObserver", undefined);
    document.body.innerHTML = `<div data-fragment="/similar/" data-failed="没有取到。" aria-busy="true"></div>`;
  });

  test("is what the answer holds, of a whole page too", async () => {
    stubFetch(() => new Response(`<html><h1>页</h1><div data-fragment-content><p>相似</p></div></html>`));
    loadFragment(element("[data-fragment]"));
    await flushPromises();
    expect(element("[data-fragment]").innerHTML).toBe("<p>相似</p>");
    expect(element("[data-fragment]").getAttribute("aria-busy")).toBe("false");
  });

  test("says when it can't be had", async () => {
    stubFetch(() => new Response("", { status: 500 }));
    loadFragment(element("[data-fragment]"));
    await flushPromises();
    expect(element("[data-fragment]").textContent).toBe("没有取到。");
  });
});
