// 用户注册: the server's rules, told while the fields are filled in. The server checks them all again.
"use strict";

for (const form of document.querySelectorAll("[data-register]")) {
  const words = form.dataset;

  const rules = {
    password: (value) => (value.length < 8 ? words.short : /^\d+$/.test(value) ? words.digits : ""),
    phone: (value) => (value && !/^\+?[0-9][0-9 -]{4,18}$/.test(value) ? words.phone : ""),
    email: (value, input) => (input.validity.typeMismatch ? words.email : ""),
    birthday: (value, input) =>
      input.validity.rangeOverflow ? words.future : input.validity.rangeUnderflow ? words.past : "",
  };

  const tell = (input, error) => {
    const field = input.closest("[data-field]");
    field.classList.toggle("field-wrong", Boolean(error));
    field.classList.toggle("field-right", !error && input.value !== "");
    field.querySelector(".errors").textContent = error;
    input.setAttribute("aria-invalid", String(Boolean(error)));
  };

  let lastQuestion = 0;
  const askServer = async (input) => {
    const question = ++lastQuestion;
    const response = await fetch(`${words.check}?${new URLSearchParams({ username: input.value })}`);
    if (response.ok && question === lastQuestion) tell(input, (await response.json()).error);
  };

  let timer;
  const check = (input) => {
    if (input.required && !input.value && input.type !== "radio") return tell(input, words.required);
    if (input.name === "username") {
      clearTimeout(timer);
      timer = setTimeout(() => askServer(input).catch(() => {}), 300);
      return undefined;
    }
    return rules[input.name] ? tell(input, rules[input.name](input.value, input)) : undefined;
  };

  form.addEventListener("input", (event) => check(event.target));
  form.addEventListener("focusout", (event) => {
    if (event.target.matches("input") && event.target.value) check(event.target);
  });
}
