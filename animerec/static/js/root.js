// Before the first paint: what only works without JavaScript needn't show. It does where the scripts can't be had.
(function (root) {
  if (!("noModule" in document.createElement("script"))) return;
  root.classList.add("js");
  document.addEventListener(
    "error",
    function (event) {
      if (event.target.hasAttribute && event.target.hasAttribute("data-entry")) root.classList.remove("js");
    },
    true,
  );
})(document.documentElement);
