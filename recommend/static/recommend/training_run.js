// The page of a training that isn't over asks how far it is, and loads itself anew when it ends.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("training-run");
  const url = box && box.dataset.progressUrl;
  if (!url) return;
  const show = (name, text) => {
    const element = box.querySelector(`[data-live="${name}"]`);
    if (element) element.textContent = text;
  };
  const started = box.querySelector('[data-live="state_label"]').textContent;
  const ask = async () => {
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const run = await answer.json();
        if (run.finished) return location.reload();
        if (run.state_label !== started) return location.reload();
        show("stage", run.stage);
        show("place", run.of ? `${run.index}/${run.of}` : "");
        show("percent", `${Math.round(run.overall * 100)} %`);
        show("log", run.log);
        const eta = box.querySelector('[data-live="eta"]');
        eta.textContent = run.eta_seconds === null ? "" : eta.dataset.text.replace("{seconds}", run.eta_seconds);
        box.querySelector('progress').value = run.overall;
      }
    } catch {
      // The server may be restarting: ask again.
    }
    setTimeout(ask, 2000);
  };
  ask();
});
