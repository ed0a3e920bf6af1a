/** Tabs of one line that is wider than the screen: the current one is in sight, without moving the page. */
export function showCurrentTabs(): void {
  for (const current of document.querySelectorAll(".tabs > [aria-current]")) {
    const tabs = current.parentElement as HTMLElement;
    const middle = (element: Element): number => {
      const box = element.getBoundingClientRect();
      return box.left + box.width / 2;
    };
    tabs.scrollLeft += middle(current) - middle(tabs);
  }
}
