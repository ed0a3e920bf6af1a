import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { confirmForms } from "../src/confirm";
import { unmountIslands } from "../src/islands";
import { element, showPage } from "./mounting";

const dialog = () => document.querySelector<HTMLDialogElement>("dialog");
const button = (text: string) =>
  [...document.querySelectorAll<HTMLButtonElement>("dialog button")].find((each) => each.textContent?.trim() === text)!;

beforeAll(confirmForms);
afterEach(() => unmountIslands(document));

test("the server's dialog becomes a modal one that leads back to the field", async () => {
  const showModal = vi.spyOn(HTMLDialogElement.prototype, "showModal");
  await showPage(`
    <div data-island="Dialog" data-props='{"text":"校验失败,用户名或密码错误!","focus":"#password"}'>
      <dialog open><p>校验失败,用户名或密码错误!</p><a href="/login/">确定</a></dialog>
    </div>
    <input id="password" type="password">`);
  expect(document.querySelectorAll("dialog")).toHaveLength(1);
  expect(showModal).toHaveBeenCalledTimes(1);
  expect(document.getElementById(dialog()!.getAttribute("aria-labelledby")!)!.textContent).toBe(
    "校验失败,用户名或密码错误!",
  );
  expect(document.activeElement).toBe(button("确定"));
  expect(button("取消")).toBeUndefined();
  button("确定").click();
  await flushPromises();
  expect(dialog()).toBeNull();
  expect(document.activeElement).toBe(element("#password"));
});

let sent: ReturnType<typeof vi.fn>;

async function submitForm(): Promise<void> {
  element<HTMLFormElement>("form").requestSubmit(element<HTMLButtonElement>("form button"));
  await vi.waitUntil(() => dialog(), { timeout: 5000, interval: 5 });
  await flushPromises();
}

async function answer(text: string): Promise<void> {
  button(text).click();
  await vi.waitUntil(() => !dialog());
  await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeEach(() => {
  document.body.innerHTML = `<form data-confirm="真的要注销帐号吗？"><button name="sure" value="1">注销帐号</button></form>`;
  sent = vi.fn((event: SubmitEvent) => event.preventDefault());
  element("form").addEventListener("submit", sent as EventListener);
});

test("a form that destroys is sent after a yes alone", async () => {
  await submitForm();
  expect(dialog()!.textContent).toContain("真的要注销帐号吗？");
  expect(document.activeElement).toBe(button("取消"));
  expect(sent).not.toHaveBeenCalled();
  await answer("取消");
  expect(sent).not.toHaveBeenCalled();

  await submitForm();
  expect(button("注销帐号").className).toContain("button-danger");
  await answer("注销帐号");
  expect(sent).toHaveBeenCalledTimes(1);
  expect((sent.mock.calls[0]![0] as SubmitEvent).submitter).toBe(element("form button"));
});

test("the next time it asks again", async () => {
  await submitForm();
  await answer("注销帐号");
  await submitForm();
  await answer("取消");
  expect(sent).toHaveBeenCalledTimes(1);
});

test("Escape is a no", async () => {
  await submitForm();
  dialog()!.close();
  await vi.waitUntil(() => !dialog());
  expect(sent).not.toHaveBeenCalled();
});
