/** 用户注册: the server's rules, told while the fields are filled in. The server checks them all again. */

import { get } from "../api";

type Rule = (value: string, input: HTMLInputElement) => string | undefined;

const PAUSE = 300;
const PHONE = /^\+?[0-9][0-9 -]{4,18}$/;

export function enhance(element: HTMLElement): void {
  const words = element.dataset;
  let lastQuestion = 0;
  let timer = 0;

  const rules: Record<string, Rule> = {
    password: (value) => (value.length < 8 ? words.short : /^\d+$/.test(value) ? words.digits : ""),
    phone: (value) => (value && !PHONE.test(value) ? words.phone : ""),
    email: (_, input) => (input.validity.typeMismatch ? words.email : ""),
    birthday: (_, { validity }) => (validity.rangeOverflow ? words.future : validity.rangeUnderflow ? words.past : ""),
  };

  async function askServer(input: HTMLInputElement): Promise<void> {
    const question = ++lastQuestion;
    const query = new URLSearchParams({ username: input.value });
    const { error } = await get<{ error: string }>(`${words.check}?${query}`);
    if (question === lastQuestion) tell(input, error);
  }

  function check(input: HTMLInputElement): void {
    if (input.required && !input.value && input.type !== "radio") tell(input, words.required);
    else if (input.name === "username") {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => askServer(input).catch(() => {}), PAUSE);
    } else {
      const rule = rules[input.name];
      if (rule) tell(input, rule(input.value, input));
    }
  }

  element.addEventListener("input", ({ target }) => check(target as HTMLInputElement));
  element.addEventListener("focusout", ({ target }) => {
    if (target instanceof HTMLInputElement && target.value) check(target);
  });
}

function tell(input: HTMLInputElement, error = ""): void {
  const field = input.closest("[data-field]");
  field?.classList.toggle("field-wrong", Boolean(error));
  field?.classList.toggle("field-right", !error && input.value !== "");
  const place = field?.querySelector(".errors");
  if (place) place.textContent = error;
  input.setAttribute("aria-invalid", String(Boolean(error)));
}
