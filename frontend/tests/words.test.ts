import { expect, test } from "vitest";
import { t } from "../src/words";

test("a key stands for its text, with the places filled in", () => {
  expect(t("search.all", { q: "A{n}$&" })).toBe("查看“A{n}$&”的全部结果");
  expect(t("toast.undo")).toBe("撤销");
});

test("an unknown key stands for itself", () => {
  expect(t("no.such.key")).toBe("no.such.key");
});
