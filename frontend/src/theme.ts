/** The switch of light and dark without a new page; it does what accounts/theme.py does with the form. */

const COOKIE_SECONDS = 365 * 24 * 3600;

export function switchThemes(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const choice = (event.submitter as HTMLButtonElement | null)?.value;
    if (!("themeSwitch" in form.dataset) || !choice) return;
    event.preventDefault();
    remember(choice);
    show(choice);
  });
  // A page that the browser kept may be older than the choice.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) show(/(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1] ?? "auto");
  });
}

function remember(choice: string): void {
  const age = choice === "auto" ? 0 : COOKIE_SECONDS;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${choice}; path=/; max-age=${age}; samesite=lax${secure}`;
}

function show(choice: string): void {
  const root = document.documentElement;
  if (choice === "auto") delete root.dataset.theme;
  else root.dataset.theme = choice;
  document
    .querySelector("meta[name=color-scheme]")
    ?.setAttribute("content", choice === "auto" ? "light dark" : choice);
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-switch] button")) {
    button.setAttribute("aria-pressed", String(button.value === choice));
  }
}
