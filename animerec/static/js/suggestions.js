// Suggestions while typing: the editable combobox with a list of WAI-ARIA 1.2. Without this file the form still searches.
"use strict";

(() => {
  const PAUSE = 120; // milliseconds without a key before the server is asked
  const REMEMBERED = 50; // answers, so that deleting a letter asks nobody
  const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
  // Android's keyboards compose every Latin word; what stands in the field is what was meant.
  const composesAlways = /Android/.test(navigator.userAgent);

  const isEnough = (text) => WIDE.test(text) || text.replace(/[^\p{L}\p{N}]/gu, "").length >= 2;

  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  // The part that was typed stands out, where it stands in the title as it was typed.
  const marked = (tag, className, text, asked) => {
    const at = text.toLowerCase().indexOf(asked.toLowerCase());
    const words = element("bdi", "");
    if (at < 0) words.append(text);
    else {
      const end = at + asked.length;
      words.append(text.slice(0, at), element("mark", "", text.slice(at, end)), text.slice(end));
    }
    return element(tag, className, words);
  };

  const optionOf = (anime, asked) => {
    const picture = element("img", "");
    Object.assign(picture, { src: anime.cover, alt: "", width: 38, height: 57, decoding: "async" });
    const words = element("span", "suggestion-words", marked("span", "suggestion-title", anime.title, asked));
    if (anime.also) words.append(marked("span", "suggestion-also", anime.also, asked));
    const facts = [anime.type_label, anime.year].filter(Boolean).join(" · ");
    words.append(element("span", "suggestion-facts", facts));
    return element("li", "suggestion", picture, words);
  };

  class Suggestions {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector("input[name=q]");
      this.words = form.dataset;
      this.answers = new Map();
      this.options = [];
      this.active = -1;
      this.composing = false;
      this.build();
      this.listen();
    }

    build() {
      const { input } = this;
      this.list = element("ul", "suggestions");
      this.list.id = `${input.id}-suggestions`;
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", this.words.label);
      this.status = element("div", "hidden-text");
      this.status.setAttribute("role", "status");
      this.form.append(this.list, this.status);
      // A field of the type "search" may have no other role.
      input.type = "text";
      input.inputMode = "search";
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "false");
      input.setAttribute("aria-controls", this.list.id);
    }

    listen() {
      const { input, list } = this;
      input.addEventListener("compositionstart", () => {
        if (composesAlways) return;
        this.composing = true;
        this.forget();
        this.close();
      });
      input.addEventListener("compositionend", () => {
        this.composing = false;
        this.askSoon();
      });
      input.addEventListener("input", () => {
        if (!this.composing) this.askSoon();
      });
      input.addEventListener("keydown", (event) => this.press(event));
      input.addEventListener("blur", () => {
        this.forget();
        this.close();
      });
      this.form.addEventListener("submit", () => {
        this.forget();
        this.close();
      });
      // The focus stays in the field, and a click comes before the field loses it.
      list.addEventListener("pointerdown", (event) => event.preventDefault());
      list.addEventListener("mousedown", (event) => event.preventDefault());
      list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.open(option, event.ctrlKey || event.metaKey);
      });
    }

    get asked() {
      return this.input.value.trim();
    }

    // Whatever was asked for is no longer wanted.
    forget() {
      clearTimeout(this.timer);
      this.request?.abort();
      this.request = null;
    }

    askSoon() {
      this.forget();
      this.choose(-1);
      if (isEnough(this.asked)) this.timer = setTimeout(() => this.ask(), PAUSE);
      else this.close();
    }

    async ask(choice = -1) {
      this.forget();
      const { asked } = this;
      const request = new AbortController();
      this.request = request;
      try {
        const found = this.answers.get(asked) ?? (await this.fetch(asked, request.signal));
        if (this.request === request) this.show(found, asked, choice);
      } catch {
        // Suggestions are a help: without them the list is closed and the form still searches.
        if (this.request === request) this.close();
      }
    }

    async fetch(asked, signal) {
      const response = await fetch(`${this.words.suggest}?${new URLSearchParams({ q: asked })}`, {
        signal,
        headers: { Accept: "application/json" },
      });
      if (!response.ok) throw new Error(response.statusText);
      const { results } = await response.json();
      this.answers.set(asked, results);
      if (this.answers.size > REMEMBERED) this.answers.delete(this.answers.keys().next().value);
      return results;
    }

    show(found, asked, choice) {
      if (!found.length) {
        this.close();
        this.status.textContent = this.words.none;
        return;
      }
      const all = element("li", "suggestion suggestion-all", this.words.all.replace("{q}", () => asked));
      this.options = [...found.map((anime) => optionOf(anime, asked)), all];
      this.options.forEach((option, index) => {
        option.id = `${this.list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        if (found[index]) option.dataset.url = found[index].url;
      });
      this.list.replaceChildren(...this.options);
      this.list.hidden = false;
      this.list.scrollTop = 0;
      this.input.setAttribute("aria-expanded", "true");
      this.status.textContent = this.words.found.replace("{n}", found.length);
      this.choose(choice);
    }

    close() {
      this.choose(-1);
      this.options = [];
      this.list.hidden = true;
      this.list.replaceChildren();
      this.status.textContent = "";
      this.input.setAttribute("aria-expanded", "false");
    }

    // -1 is the field itself, -2 the last option.
    choose(index) {
      this.options[this.active]?.setAttribute("aria-selected", "false");
      this.active = index === -2 ? this.options.length - 1 : index;
      const option = this.options[this.active];
      if (!option) {
        this.active = -1;
        this.input.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    open(option, elsewhere = false) {
      const { url } = option.dataset;
      // Closed first: who comes back by the browser's button finds the page as it was.
      this.close();
      if (!url) this.form.requestSubmit();
      else if (elsewhere) window.open(url, "_blank", "noopener");
      else window.location.assign(url);
    }

    press(event) {
      // 229: Safari ends the composition before it tells of the Enter that ended it.
      if (event.isComposing || event.keyCode === 229) return;
      const isOpen = !this.list.hidden;
      const isChosen = this.active >= 0;
      const count = this.options.length;
      const keys = {
        ArrowDown: () => (isOpen ? this.choose(this.active + 1 < count ? this.active + 1 : -1) : this.reopen(event, 0)),
        ArrowUp: () => (isOpen ? this.rise(event) : this.reopen(event, -2)),
        Home: isChosen && (() => this.choose(0)),
        End: isChosen && (() => this.choose(-2)),
        Enter: isChosen && (() => this.open(this.options[this.active], event.ctrlKey || event.metaKey)),
        Escape: isOpen && (() => this.close()),
      };
      if (!keys[event.key] || event.shiftKey) return;
      event.preventDefault();
      if (event.key === "Escape") event.stopPropagation();
      keys[event.key]();
    }

    rise(event) {
      if (event.altKey) this.close();
      else this.choose(this.active === -1 ? -2 : this.active - 1);
    }

    reopen(event, choice) {
      if (isEnough(this.asked)) this.ask(event.altKey ? -1 : choice);
    }
  }

  for (const form of document.querySelectorAll("[data-suggest]")) {
    if (form.dataset.suggest) new Suggestions(form);
  }
})();
