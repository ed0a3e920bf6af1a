/** What the member thinks of each anime on the page: one entry an anime, which all its places show and change. */

import { reactive } from "vue";

import { post } from "./api";
import type { components } from "./schema";

type ApiEntry = components["schemas"]["Entry"];
export type Status = components["schemas"]["StatusEnum"];

export interface Entry {
  favorite: boolean;
  score: number | null;
  status: Status | null;
  progress: number;
  note: string;
}

/** The JSON with which pages are answered: the API's entry, and what the API keeps to itself. */
export interface EntryAnswer extends Pick<ApiEntry, "is_favorite" | "score" | "progress"> {
  anime_id: number;
  status: Status | null;
  note: string;
}

const entries = reactive(new Map<number, Entry>());
const told = new Map<number, Set<string>>();
const latest = new Map<number, symbol>();

/** The entry of an anime. `known` is what a place on the page was rendered with; of a field the first to tell is believed. */
export function entryOf(id: number, known: Partial<Entry> = {}): Entry {
  if (!entries.has(id)) entries.set(id, { favorite: false, score: null, status: null, progress: 0, note: "" });
  const fields = told.get(id) ?? new Set<string>();
  told.set(id, fields);
  const fresh = Object.entries(known).filter(([field]) => !fields.has(field));
  for (const [field] of fresh) fields.add(field);
  const entry = entries.get(id) as Entry;
  Object.assign(entry, Object.fromEntries(fresh));
  return entry;
}

export function setFavorite(id: number, favorite: boolean): Promise<void> {
  return change(id, { favorite }, `/favorites/${id}/`, { favorite: favorite ? 1 : 0 });
}

export function rate(id: number, score: number | null): Promise<void> {
  return change(id, { score }, `/ratings/${id}/`, { score: score ?? "" });
}

export function setStatus(id: number, status: Status | null): Promise<void> {
  return change(id, { status }, `/statuses/${id}/`, { status: status ?? "" });
}

export function setProgress(id: number, progress: number): Promise<void> {
  return change(id, { progress }, `/progress/${id}/`, { progress });
}

export function setNote(id: number, note: string): Promise<void> {
  return change(id, { note }, `/notes/${id}/`, { note });
}

/** Shown at once, taken back if the server refuses; of answers that overtake each other the last question's counts. */
async function change(id: number, wanted: Partial<Entry>, url: string, data: Record<string, string | number>) {
  const entry = entryOf(id);
  const before = { ...entry };
  const mine = Symbol(url);
  latest.set(id, mine);
  Object.assign(entry, wanted);
  try {
    const answer = await post<EntryAnswer>(url, data);
    if (latest.get(id) === mine) learn(id, answer);
  } catch (error) {
    if (latest.get(id) === mine) Object.assign(entry, before);
    throw error;
  }
}

/** What the server says of an entry, all of it. */
export function learn(id: number, answer: EntryAnswer): void {
  const { is_favorite: favorite, score, status, progress, note } = answer;
  const entry = { favorite, score, status, progress, note };
  told.set(id, new Set(Object.keys(entry)));
  Object.assign(entryOf(id), entry);
}

/** For tests. */
export function forgetEntries(): void {
  entries.clear();
  told.clear();
}
