// The frame: personal menu, dialogs, and messages that scripts have for the reader.
"use strict";

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The server sends the dialog open; as a modal one it also keeps the focus.
for (const dialog of document.querySelectorAll("[data-dialog]")) {
  dialog.close();
  dialog.showModal();
  dialog.querySelector("[data-dialog-close]")?.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => document.querySelector("input[type=password]")?.focus());
}

window.showToast = (text, kind = "success") => {
  const toast = document.createElement("p");
  toast.className = `toast toast-${kind}`;
  toast.textContent = text;
  document.querySelector("[data-toasts]").append(toast);
  setTimeout(() => toast.remove(), 7000);
};
