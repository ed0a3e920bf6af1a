/** Islands: elements `<div data-island="Name" data-props="{…}">` whose markup a component of `islands/` replaces. */

import { createApp, inject, type App, type Component, type InjectionKey } from "vue";

export interface Host {
  readonly element: HTMLElement;
  /** What the server rendered inside, no longer in the document. */
  readonly original: DocumentFragment;
}

type Loader = () => Promise<{ default: Component }>;

const HOST: InjectionKey<Host> = Symbol("host");
const MARGIN = "300px";
const FOCUSABLE = "a[href], button:not(:disabled), input:not([type=hidden]), select, textarea, [tabindex='0']";

const loaders = Object.fromEntries(
  Object.entries(import.meta.glob<{ default: Component }>("./islands/*.vue")).map(([path, load]) => [
    path.replace(/^.*\/|\.vue$/g, ""),
    load as Loader,
  ]),
);
const waiting = new Set<Element>();
const apps = new WeakMap<Element, App>();
const observer =
  typeof IntersectionObserver === "undefined"
    ? undefined
    : // `scrollMargin` is for what scrolls inside the page, where browsers know it.
      new IntersectionObserver(mountVisible, { rootMargin: MARGIN, scrollMargin: MARGIN } as IntersectionObserverInit);

/** Of the component that asks: the element it was mounted in, and what stood there. */
export function useHost(): Host {
  const host = inject(HOST);
  if (!host) throw new Error("not inside an island");
  return host;
}

/** Mounts what is inside `root`, or `root` itself: at once where `data-eager` says so, else when it comes near the view. */
export function mountIslands(root: Document | Element = document): void {
  for (const element of hostsIn(root)) {
    if (apps.has(element) || waiting.has(element)) continue;
    waiting.add(element);
    if (observer && !("eager" in element.dataset)) observer.observe(element);
    else void mount(element);
  }
}

/** To be called before scripts take `root` out of the document. */
export function unmountIslands(root: Document | Element): void {
  for (const element of hostsIn(root)) {
    waiting.delete(element);
    observer?.unobserve(element);
    apps.get(element)?.unmount();
    apps.delete(element);
  }
}

function hostsIn(root: Document | Element): HTMLElement[] {
  const found = [...root.querySelectorAll<HTMLElement>("[data-island]")];
  return root instanceof HTMLElement && "island" in root.dataset ? [root, ...found] : found;
}

function mountVisible(entries: IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    observer?.unobserve(target);
    void mount(target as HTMLElement);
  }
}

async function mount(element: HTMLElement): Promise<void> {
  const name = element.dataset.island ?? "";
  try {
    const load = loaders[name];
    if (!load) throw new Error("no such island");
    const { default: component } = await load();
    // It may have been taken out of the page meanwhile.
    if (waiting.delete(element) && element.isConnected) replaceMarkup(element, component);
  } catch (error) {
    // What the server rendered stays, and works.
    waiting.delete(element);
    console.error(`island ${name}:`, error);
  }
}

function replaceMarkup(element: HTMLElement, component: Component): void {
  const app = createApp(component, JSON.parse(element.dataset.props || "{}") as Record<string, unknown>);
  const focused = element.contains(document.activeElement) ? (document.activeElement as HTMLElement) : undefined;
  const original = document.createDocumentFragment();
  original.append(...element.childNodes);
  app.provide(HOST, { element, original });
  app.config.throwUnhandledErrorInProduction = true;
  try {
    app.mount(element);
  } catch (error) {
    element.replaceChildren(original);
    throw error;
  }
  apps.set(element, app);
  if (focused) focusTwin(element, focused);
}

/** Who stood on a control of the markup stands on the component's control of the same name. */
function focusTwin(element: HTMLElement, focused: HTMLElement): void {
  const name = focused.getAttribute("name");
  const twin = name ? element.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`) : null;
  (twin ?? element.querySelector<HTMLElement>(FOCUSABLE))?.focus({ preventScroll: true });
}
