/** Asks for suggestions: after a pause, never twice for the same words, and only the last question's answer counts. */

import { get } from "./api";
import type { components } from "./schema";

export type Suggestion = components["schemas"]["Suggestion"];

const PAUSE = 120; // milliseconds without a key before the server is asked
const REMEMBERED = 50; // answers, so that deleting a letter asks nobody
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

export function isEnough(text: string): boolean {
  return WIDE.test(text) || text.replace(/[^\p{L}\p{N}]/gu, "").length >= 2;
}

/** What stands before the part that was typed, that part, and what follows it; the whole text alone where it isn't in it. */
export function splitAtTyped(text: string, typed: string): [string, string, string] {
  const lower = text.toLowerCase();
  const at = lower.length === text.length ? lower.indexOf(typed.toLowerCase()) : -1;
  if (at < 0 || !typed) return [text, "", ""];
  return [text.slice(0, at), text.slice(at, at + typed.length), text.slice(at + typed.length)];
}

export class Suggestions {
  private readonly answers = new Map<string, Suggestion[]>();
  private request: AbortController | undefined;
  private timer = 0;

  constructor(private readonly url: string) {}

  /** Whatever was asked for is no longer wanted. */
  forget(): void {
    window.clearTimeout(this.timer);
    this.request?.abort();
    this.request = undefined;
  }

  askSoon(text: string, answered: (found: Suggestion[]) => void): void {
    this.forget();
    this.timer = window.setTimeout(() => void this.ask(text, answered), PAUSE);
  }

  /** Suggestions are a help: where they can't be had, none are. */
  async ask(text: string, answered: (found: Suggestion[]) => void): Promise<void> {
    this.forget();
    const request = (this.request = new AbortController());
    const found = this.answers.get(text) ?? (await this.fetch(text, request.signal).catch(() => undefined));
    if (this.request !== request) return;
    answered(found ?? []);
  }

  private async fetch(text: string, signal: AbortSignal): Promise<Suggestion[]> {
    const query = new URLSearchParams({ q: text });
    const { results } = await get<components["schemas"]["Suggestions"]>(`${this.url}?${query}`, signal);
    this.answers.set(text, results);
    const [oldest] = this.answers.keys();
    if (this.answers.size > REMEMBERED && oldest !== undefined) this.answers.delete(oldest);
    return results;
  }
}
