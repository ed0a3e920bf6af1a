/** Requests to the server. What goes wrong is told in a toast, then thrown as an `ApiError` for the caller to tidy up after. */

import { showToast } from "./toasts";
import { t } from "./words";

type Value = string | number | boolean | null | undefined;
export type FormValues = FormData | Record<string, Value | readonly Value[]>;

export class ApiError extends Error {
  constructor(
    message: string,
    /** 0 where there was no answer. */
    readonly status: number,
  ) {
    super(message);
  }
}

/** Sends a form's fields, as the form itself would, and returns the JSON of the answer. Absent values aren't sent. */
export async function post<Answer = unknown>(url: string, data: FormValues = {}): Promise<Answer> {
  try {
    return await request<Answer>(url, {
      method: "POST",
      body: encode(data),
      headers: { "X-CSRFToken": csrfToken() },
    });
  } catch (error) {
    if (error instanceof ApiError && error.status !== 401) showToast(error.message, { kind: "error" });
    throw error;
  }
}

/** Without a toast: what is fetched in passing may be missing without a word. */
export async function get<Answer = unknown>(url: string, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>(url, { signal });
}

async function request<Answer>(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, {
    ...init,
    credentials: "same-origin",
    headers: { Accept: "application/json", ...init.headers },
  }).catch((error: unknown) => {
    throw isAbort(error) ? error : new ApiError(t("error.network"), 0);
  });
  const answer = await readJson(response);
  if (response.ok && answer !== undefined) return answer as Answer;
  const said = (answer ?? {}) as { error?: string; detail?: string; login?: string };
  if (response.status === 401 && said.login) window.location.assign(said.login);
  throw new ApiError(said.error ?? said.detail ?? t("error.server"), response.status);
}

/** `undefined` where there is no JSON in the answer; an empty answer is an empty object. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return undefined;
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

function encode(data: FormValues): URLSearchParams {
  const pairs: [string, unknown][] =
    data instanceof FormData
      ? [...data.entries()]
      : Object.entries(data).flatMap(([name, value]) =>
          (Array.isArray(value) ? value : [value]).map((each): [string, unknown] => [name, each]),
        );
  const sent = pairs.filter(([, value]) => value !== null && value !== undefined);
  return new URLSearchParams(sent.map(([name, value]) => [name, String(value)]));
}

/** The cookie's, which is set by every page that holds a form of a member; else that of such a form. */
export function csrfToken(): string {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
  if (cookie) return decodeURIComponent(cookie.slice("csrftoken=".length));
  return document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}
