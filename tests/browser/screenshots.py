"""Pictures of every page, in both themes, both languages, on a phone and on a desk.

    python -m tests.browser.screenshots [--url http://127.0.0.1:8000] [--out FOLDER] [--only home,anime] [--whole]

Without an address the site of this home is started for it, and stopped again.
"""

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tqdm import tqdm

from tests.conftest import chromium
from tests.site.pages import IN_CATALOGUE, MEMBERS, VISITORS, SitePage

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"phone": (360, 780), "desktop": (1440, 900)}
THEMES = ("light", "dark")
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
READY_SECONDS = 600
TALLEST = 6000  # pixels of a picture of a whole page

Scene = Callable[[Page], None]


def wrong_password(page: Page) -> None:
    page.goto("/login/")
    page.fill("#id_username", "nobody")
    page.fill("#id_password", "wrong")
    page.press("#id_password", "Enter")


def suggestions(page: Page) -> None:
    page.goto("/")
    field = page.locator("header input[name=q]")
    field.click()
    field.press_sequentially("jinji", delay=60)
    page.locator("[role=option]").first.wait_for()


def wrong_fields(page: Page) -> None:
    page.goto("/register/")
    page.fill("#id_username", "demo1")
    page.fill("#id_password", "123")
    page.fill("#id_birthday", "2999-01-01")


def forbidden(page: Page) -> None:
    page.goto("/about/")
    page.evaluate("""() => {
      const form = Object.assign(document.createElement("form"), {method: "post", action: "/feedback/"});
      document.body.append(form);
      form.submit();
    }""")


SCENES: dict[str, Scene] = {
    "login-wrong": wrong_password,
    "suggestions": suggestions,
    "register-wrong": wrong_fields,
    "403": forbidden,
}


def open_page(page: Page, shown: SitePage) -> None:
    page.goto(shown.path.format(**IN_CATALOGUE))


def scroll_through(page: Page) -> None:
    """What loads when it comes near is loaded."""
    page.evaluate("""async () => {
      for (let y = 0; y < document.body.scrollHeight; y += 500) {
        scrollTo(0, y);
        await new Promise((done) => setTimeout(done, 60));
      }
      scrollTo(0, 0);
    }""")


def shoot(page: Page, path: Path, *, whole: bool) -> None:
    page.wait_for_load_state("networkidle")
    if whole:
        scroll_through(page)
        page.wait_for_load_state("networkidle")
    size = page.evaluate("[innerWidth, innerHeight, document.documentElement.scrollHeight]")
    height = min(TALLEST, size[2]) if whole else size[1]
    page.screenshot(path=path, full_page=whole, clip={"x": 0, "y": 0, "width": size[0], "height": height})


def contexts(browser: Browser, url: str) -> Iterator[tuple[str, BrowserContext]]:
    for theme in THEMES:
        for size, (width, height) in SIZES.items():
            for language, locale in LANGUAGES.items():
                context = browser.new_context(
                    base_url=url,
                    viewport={"width": width, "height": height},
                    color_scheme=theme,  # type: ignore[arg-type]
                    locale=locale,
                    reduced_motion="reduce",
                )
                yield f"{theme}-{size}-{language}", context
                context.close()


def log_in(context: BrowserContext) -> None:
    """As the first of the simulated members."""
    django.setup()
    from recommend.demo_members import DEMO_LOGINS, DEMO_PASSWORD

    page = context.new_page()
    page.goto("/login/")
    page.fill("#id_username", DEMO_LOGINS[0])
    page.fill("#id_password", DEMO_PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/")
    page.wait_for_load_state("networkidle")
    page.close()


def shoot_all(url: str, out: Path, *, only: set[str], whole: bool) -> int:
    """The number of pictures."""
    visits: list[tuple[str, Scene | SitePage]] = [*((p.name, p) for p in VISITORS), *SCENES.items()]
    members = [(p.name, p) for p in MEMBERS]
    wanted = [(name, what) for name, what in visits if not only or name in only]
    wanted_of_members = [(name, what) for name, what in members if not only or name in only]
    total = len(THEMES) * len(SIZES) * len(LANGUAGES) * (len(wanted) + len(wanted_of_members))
    with sync_playwright() as playwright, tqdm(total=total, unit="picture") as bar:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for folder, context in contexts(browser, url):
            (out / folder).mkdir(parents=True, exist_ok=True)
            for group in (wanted, wanted_of_members):
                if group and group is wanted_of_members:
                    log_in(context)
                for name, what in group:
                    page = context.new_page()
                    if isinstance(what, SitePage):
                        open_page(page, what)
                    else:
                        what(page)
                    shoot(page, out / folder / f"{name}.png", whole=whole)
                    page.close()
                    bar.update()
        browser.close()
    return total


@contextmanager
def site_of_this_home() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "animerec.embedded"]
    launcher = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(port)})
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not is_ready(url):
            if launcher.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("The site doesn't start. Where one of this home runs already, name it: --url http://…")
            time.sleep(1)
        yield url
    finally:
        launcher.terminate()
        launcher.wait(60)


def is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "animerec.settings")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--url", help="a running site with the demo members")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "screenshots")
    parser.add_argument("--only", default="", help="names of pages, separated by commas")
    parser.add_argument("--whole", action="store_true", help="whole pages, not first views")
    asked = parser.parse_args()
    if not chromium():
        raise SystemExit("This needs a browser: apt-get install chromium fonts-noto-cjk, or set CHROMIUM to its path.")
    only = {name for name in asked.only.split(",") if name}
    if asked.url:
        count = shoot_all(asked.url.rstrip("/"), asked.out, only=only, whole=asked.whole)
    else:
        with site_of_this_home() as url:
            count = shoot_all(url, asked.out, only=only, whole=asked.whole)
    print(f"{count} pictures in {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
