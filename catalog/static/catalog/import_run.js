// The page of an import that isn't over asks how far it is, and loads itself anew when it ends.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("import-run");
  const url = box && box.dataset.progressUrl;
  if (!url) return;
  const before = box.querySelector('[data-live="state"]').textContent;
  const ask = async () => {
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const run = await answer.json();
        if (run.finished || run.state_label !== before) return location.reload();
        box.querySelector('[data-live="stage"]').textContent = run.stage;
        box.querySelector('[data-live="percent"]').textContent = `${Math.round(run.fraction * 100)} %`;
        box.querySelector("progress").value = run.fraction;
      }
    } catch {
      // The server may be restarting: ask again.
    }
    setTimeout(ask, 2000);
  };
  ask();
});
