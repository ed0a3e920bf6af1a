/** Tells when a visitor scrolls near the end of a grid. */
import { nextTick, onBeforeUnmount, onMounted, type Ref } from "vue";

/**
 * `onNear` is called when `foot` comes within 400 px of the screen. An observer tells again only what it is given
 * again: call the returned function after each change of the grid; with false nothing more is told.
 */
export function useFoot(foot: Readonly<Ref<HTMLElement | null>>, onNear: () => void): (isOn: boolean) => Promise<void> {
  let observer: IntersectionObserver | undefined;
  onMounted(() => {
    if (typeof IntersectionObserver === "undefined") return;
    observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) onNear();
    }, { rootMargin: "400px" });
  });
  onBeforeUnmount(() => observer?.disconnect());
  return async (isOn) => {
    observer?.disconnect();
    await nextTick();
    if (isOn && foot.value) observer?.observe(foot.value);
  };
}
