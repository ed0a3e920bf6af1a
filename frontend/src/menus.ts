/** `<details data-menu>` closes when one clicks or goes elsewhere, and by Escape, which leads back to its button. */

const openMenus = () => [...document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")];

function closeAllBut(target: EventTarget | null): void {
  for (const menu of openMenus()) {
    if (!menu.contains(target as Node | null)) menu.open = false;
  }
}

export function closeMenus(): void {
  document.addEventListener("click", (event) => closeAllBut(event.target));
  document.addEventListener("focusin", (event) => closeAllBut(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary")?.focus();
    }
  });
}
