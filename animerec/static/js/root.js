// Before the first paint: what only works without JavaScript needn't show.
document.documentElement.classList.add("js");
