/**
 * Every island on the server's own markup. tests/frontend/test_islands.py renders the pages and says in SERVER_MARKUP
 * where they lie; without it there is nothing to do here.
 */
import { readdirSync, readFileSync } from "node:fs";

import { beforeEach, expect, test, vi } from "vitest";

const folder = process.env.SERVER_MARKUP;
const pages = folder ? readdirSync(folder).filter((name) => name.endsWith(".html")) : [];
const bodyOf = (page: string) =>
  /<body[^>]*>([\s\S]*)<\/body>/.exec(readFileSync(`${folder}/${page}`, "utf-8"))?.[1]?.replace(/<script[\s\S]*?<\/script>/g, "") ?? "";

beforeEach(() => {
  // Without it islands are mounted at once, wherever they are.
  vi.stubGlobal("IntersectionObserver", undefined);
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
});

test.skipIf(!folder)("every island stands on one of the pages", () => {
  const islands = Object.keys(import.meta.glob("../src/islands/*.vue")).map((path) => path.replace(/^.*\/|\.vue$/g, ""));
  const all = pages.map(bodyOf).join("");
  expect(islands.filter((name) => !all.includes(`data-island="${name}"`))).toEqual([]);
});

test.skipIf(!folder).each(pages)("%s: its islands take over, without a complaint", async (page) => {
  const complaints: unknown[] = [];
  for (const kind of ["error", "warn"] as const) {
    vi.spyOn(console, kind).mockImplementation((...said) => void complaints.push(said.map(String).join(" ")));
  }
  vi.resetModules();
  const { mountIslands } = await import("../src/islands");
  document.body.innerHTML = bodyOf(page);
  const hosts = [...document.querySelectorAll<HTMLElement>("[data-island]")];
  expect(hosts).not.toEqual([]);
  mountIslands();
  await vi.waitFor(() => {
    expect(complaints).toEqual([]);
    expect(hosts.filter((host) => host.dataset.vApp === undefined).map((host) => host.dataset.island)).toEqual([]);
  }, { timeout: 10_000 });
}, 20_000);
