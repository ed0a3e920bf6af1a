/** Messages for the reader. The Toasts island shows them; whoever has one calls `showToast`. */

import { shallowReactive } from "vue";

export type ToastKind = "success" | "info" | "warning" | "error";

export interface ToastOptions {
  kind?: ToastKind;
  /** Takes back what the toast tells of; it rejects where that failed. */
  undo?: () => Promise<void>;
}

export interface Toast {
  readonly id: number;
  readonly kind: string;
  readonly text: string;
  /** What the server rendered, forms included, instead of `text`. */
  readonly html?: string;
  readonly undo?: () => Promise<void>;
}

export const toasts = shallowReactive<Toast[]>([]);
let lastId = 0;

export function showToast(text: string, { kind = "success", undo }: ToastOptions = {}): void {
  addToast({ text, kind, undo });
}

export function addToast(toast: Omit<Toast, "id">): void {
  toasts.push({ ...toast, id: ++lastId });
}

export function removeToast(id: number): void {
  const place = toasts.findIndex((toast) => toast.id === id);
  if (place >= 0) toasts.splice(place, 1);
}
