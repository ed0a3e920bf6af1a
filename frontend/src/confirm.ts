/** `<form data-confirm="Really?">`, or a submit button with it: sent only after a yes. */

import { createApp } from "vue";
import { t } from "./words";

export interface Question {
  text: string;
  confirm?: string;
  danger?: boolean;
}

export async function askToConfirm(question: Question): Promise<boolean> {
  const { default: Dialog } = await import("./islands/Dialog.vue");
  const host = document.body.appendChild(document.createElement("div"));
  return new Promise((resolve) => {
    const app = createApp(Dialog, {
      ...question,
      cancel: t("dialog.cancel"),
      onClose(answer: boolean) {
        // The browser gives the focus back to where it was before the dialog goes.
        setTimeout(() => {
          app.unmount();
          host.remove();
          resolve(answer);
        });
      },
    });
    app.mount(host);
  });
}

const confirmed = new WeakSet<HTMLFormElement>();

/** Before any other listener for submits: those hear of a form only once it is confirmed. */
export function confirmForms(): void {
  document.addEventListener("submit", confirmForm, { capture: true });
}

async function confirmForm(event: SubmitEvent): Promise<void> {
  const form = event.target as HTMLFormElement;
  const submitter = event.submitter as HTMLButtonElement | null;
  const text = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!text || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await askToConfirm({ text, confirm: submitter?.textContent?.trim() || undefined, danger: true }))) return;
  confirmed.add(form);
  form.requestSubmit(submitter);
  // Where a field was wrong after all, no submit came of it.
  confirmed.delete(form);
}
