// Favourite, rating and "not interested" without leaving the page; without this file the forms still work.
"use strict";

(() => {
  const send = async (form) => {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    const answer = await response.json();
    if (response.status === 401) window.location.assign(answer.login);
    if (!response.ok) throw new Error(answer.error || response.statusText);
    return answer;
  };

  const everyForm = (id, kind) =>
    document.querySelectorAll(`[data-anime="${id}"] form[data-entry="${kind}"]`);

  // An anime can stand on a page more than once.
  const show = (answer) => {
    for (const form of everyForm(answer.anime_id, "favorite")) {
      form.elements.favorite.value = answer.is_favorite ? "0" : "1";
      form.querySelector("button").setAttribute("aria-pressed", String(answer.is_favorite));
    }
    for (const form of everyForm(answer.anime_id, "rate")) {
      const select = form.elements.score;
      select.value = answer.score ?? "";
      select.classList.toggle("rated", Boolean(answer.score));
    }
    for (const form of everyForm(answer.anime_id, "status")) {
      form.elements.status.value = answer.status ?? "";
      form.elements.progress.value = answer.progress;
    }
  };

  const change = async (form) => {
    form.classList.add("busy");
    try {
      const answer = await send(form);
      if (form.dataset.entry === "dismiss") form.closest("[data-anime]").classList.add("card-leaving");
      else show(answer);
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) form.submit();
      else window.showToast(error.message, "error");
    } finally {
      form.classList.remove("busy");
    }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.dataset?.entry) return;
    event.preventDefault();
    change(event.target);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-entry]");
    if (!form) return;
    // Completed means all episodes: the server fills them in, unless a number is given.
    if (event.target.name === "status") form.elements.progress.value = "";
    form.requestSubmit();
  });
})();
