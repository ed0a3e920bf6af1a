// Moves the slides on, until somebody reads, touches or prefers no motion.
"use strict";

for (const carousel of document.querySelectorAll("[data-carousel]")) {
  const slides = carousel.querySelector("[data-slides]");
  const pause = carousel.querySelector("[data-pause]");
  const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
  let paused = stillness.matches;
  let held = false;

  const show = (step) => {
    const count = slides.children.length;
    const current = Math.round(slides.scrollLeft / slides.clientWidth);
    slides.scrollTo({ left: ((current + step + count) % count) * slides.clientWidth });
  };
  const press = () => pause.setAttribute("aria-pressed", String(paused));

  carousel.querySelector("[data-carousel-buttons]").hidden = slides.children.length < 2;
  carousel.querySelector("[data-previous]").addEventListener("click", () => show(-1));
  carousel.querySelector("[data-next]").addEventListener("click", () => show(1));
  pause.addEventListener("click", () => {
    paused = !paused;
    press();
  });
  for (const name of ["pointerenter", "focusin"]) carousel.addEventListener(name, () => (held = true));
  for (const name of ["pointerleave", "focusout"]) carousel.addEventListener(name, () => (held = false));
  press();
  setInterval(() => {
    if (!paused && !held && !document.hidden) show(1);
  }, 6000);
}
