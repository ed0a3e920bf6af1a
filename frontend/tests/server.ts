/** A server that gives one answer to all that is sent to it. */

import { vi } from "vitest";

export type Sent = ReturnType<typeof vi.fn>;

export function answering(answer: unknown, status = 200): Sent {
  const fetch = vi.fn(() => Promise.resolve(new Response(JSON.stringify(answer), { status })));
  vi.stubGlobal("fetch", fetch);
  return fetch as Sent;
}

/** Answers each question with what `page` makes of its address. */
export function pages(page: (url: URL) => string): Sent {
  const fetch = vi.fn((url: URL) => Promise.resolve(new Response(page(new URL(url)), { status: 200 })));
  vi.stubGlobal("fetch", fetch);
  return fetch as Sent;
}

export function bodyOf(sent: Sent, call = 0): string {
  return String((sent.mock.calls[call]![1] as RequestInit).body);
}
