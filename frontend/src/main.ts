/** The entry of every page: what all of them have, and the rest where a page has its markup. */

import { confirmForms } from "./confirm";
import { mountIslands } from "./islands";
import { closeMenus } from "./menus";
import { showCurrentTabs } from "./tabs";
import { switchThemes } from "./theme";

interface Behaviour {
  enhance: (element: HTMLElement) => void;
}

const behaviours: Record<string, () => Promise<Behaviour>> = {
  "[data-fragment]": () => import("./behaviours/fragment"),
  "[data-register]": () => import("./behaviours/registration"),
  "#search-found": () => import("./behaviours/searchPage"),
};

confirmForms();
switchThemes();
closeMenus();
showCurrentTabs();
mountIslands();
for (const [selector, load] of Object.entries(behaviours)) {
  const elements = document.querySelectorAll<HTMLElement>(selector);
  if (elements.length) void load().then(({ enhance }) => elements.forEach(enhance));
}
