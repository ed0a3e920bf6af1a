"""Every island is mounted on what the server renders for it: on its real attributes and its real markup."""

import os
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tests.site.conftest import _forget_what_is_served, fan, site  # noqa: F401

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
PAGES = {
    "home": "/",
    "recommendations": "/recommendations/",
    "anime": "/anime/1/",
    "favorites": "/favorites/",
    "welcome": "/welcome/",
    "search": "/search/?q=a",
}

pytestmark = [pytest.mark.slow, pytest.mark.needs_npm, pytest.mark.django_db(transaction=True)]


def test_every_island_takes_over_the_servers_markup(client, fan, tmp_path):  # noqa: F811
    if not (FRONTEND / "node_modules/.bin/vitest").exists():
        pytest.skip("needs the packages of frontend/: make frontend")
    client.force_login(fan)
    for name, address in PAGES.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        (tmp_path / f"{name}.html").write_text(answer.content.decode(), encoding="utf-8")
    refused = Client().post("/login/", {"username": fan.username, "password": "not this one"})
    (tmp_path / "login.html").write_text(refused.content.decode(), encoding="utf-8")
    done = subprocess.run(
        ["npm", "exec", "--no", "--", "vitest", "run", "tests/serverMarkup.test.ts"],
        cwd=FRONTEND,
        env=os.environ | {"SERVER_MARKUP": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    # All pages, the refused login, and that every island was among them.
    assert f"{len(PAGES) + 2} passed" in done.stdout
