/** Menus and the theme: what every page has. */

import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeMenus } from "../src/menus";
import { switchThemes } from "../src/theme";
import { element } from "./mounting";

beforeAll(() => {
  closeMenus();
  switchThemes();
});

describe("a menu", () => {
  const menu = () => element<HTMLDetailsElement>("details");

  beforeEach(() => {
    document.body.innerHTML = `
      <details data-menu open><summary tabindex="0">菜单</summary><a href="#">设置</a></details>
      <button id="elsewhere"></button>`;
  });

  test("closes by a click elsewhere, not by one inside", () => {
    element("details a").click();
    expect(menu().open).toBe(true);
    element("#elsewhere").click();
    expect(menu().open).toBe(false);
  });

  test("closes when the focus goes on", () => {
    element("#elsewhere").focus();
    expect(menu().open).toBe(false);
  });

  test("closes by Escape, which leads back to its button", () => {
    element("details a").focus();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(menu().open).toBe(false);
    expect(document.activeElement).toBe(element("summary"));
  });
});

describe("the theme", () => {
  const pressed = () =>
    [...document.querySelectorAll("button")].filter((each) => each.getAttribute("aria-pressed") === "true");

  test("changes at once and is remembered", () => {
    document.head.innerHTML = `<meta name="color-scheme" content="light dark">`;
    document.body.innerHTML = `<form data-theme-switch>
      ${["light", "dark", "auto"].map((value) => `<button name="theme" value="${value}"></button>`).join("")}</form>`;
    const choose = (value: string) => element<HTMLButtonElement>(`[value=${value}]`).click();
    const scheme = () => element<HTMLMetaElement>("meta").content;

    choose("dark");
    expect(document.documentElement.dataset.theme).toBe("dark");
    expect(document.cookie).toContain("theme=dark");
    expect(scheme()).toBe("dark");
    expect(pressed().map((each) => each.value)).toEqual(["dark"]);

    choose("auto");
    expect(document.documentElement.dataset.theme).toBeUndefined();
    expect(document.cookie).not.toMatch(/theme=(light|dark)/);
    expect(scheme()).toBe("light dark");
  });
});
