import { beforeEach, expect, test, vi } from "vitest";
import { ApiError, get, post } from "../src/api";
import { toasts } from "../src/toasts";
import { json, stubFetch } from "./mounting";

beforeEach(() => {
  toasts.splice(0);
  document.cookie = "csrftoken=; max-age=0";
});

const said = () => toasts.map(({ kind, text }) => [kind, text]);

test("sends fields as a form does, with the token of the cookie", async () => {
  document.cookie = "csrftoken=abc";
  const fetch = stubFetch(() => json({ score: 9 }));
  expect(await post("/rate/", { score: 9, note: "a&b 二", tags: [1, 2], none: null, missing: undefined })).toEqual({
    score: 9,
  });
  const { body, headers, method } = fetch.mock.calls[0]![1]!;
  expect(method).toBe("POST");
  expect(String(body)).toBe("score=9&note=a%26b+%E4%BA%8C&tags=1&tags=2");
  expect(headers).toMatchObject({ "X-CSRFToken": "abc", Accept: "application/json" });
});

test("takes the token of a form where there is no cookie", async () => {
  document.body.innerHTML = `<form><input type="hidden" name="csrfmiddlewaretoken" value="xyz"></form>`;
  const fetch = stubFetch(() => json({}));
  await post("/rate/");
  expect(fetch.mock.calls[0]![1]!.headers).toMatchObject({ "X-CSRFToken": "xyz" });
});

test.each([
  ["the server's words", () => json({ error: "评分在 1 到 10 之间。" }, 400), "评分在 1 到 10 之间。", 400],
  ["a throttle's words", () => json({ detail: "请求太多。" }, 429), "请求太多。", 429],
  ["its own where the answer is no JSON", () => new Response("<h1>", { status: 502 }), "操作没有成功，请稍后再试。", 502],
  ["its own where an answer that is fine is no JSON", () => new Response("<h1>"), "操作没有成功，请稍后再试。", 200],
  ["its own where there is no answer", () => Promise.reject(new TypeError("x")), "连不上服务器，请检查网络后再试。", 0],
])("an error is told with %s", async (_, reply, words, status) => {
  stubFetch(reply);
  const error = await post("/rate/").catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(ApiError);
  expect((error as ApiError).status).toBe(status);
  expect(said()).toEqual([["error", words]]);
});

test("who isn't logged in is led to the login", async () => {
  const assign = vi.spyOn(window.location, "assign").mockImplementation(() => {});
  stubFetch(() => json({ login: "/login/?next=/" }, 401));
  await expect(post("/rate/")).rejects.toBeInstanceOf(ApiError);
  expect(assign).toHaveBeenCalledWith("/login/?next=/");
  expect(said()).toEqual([]);
});

test("what is fetched in passing fails without a word", async () => {
  stubFetch(() => json({}, 500));
  await expect(get("/suggest/")).rejects.toBeInstanceOf(ApiError);
  expect(said()).toEqual([]);
});
