"""Copies of remote covers, from a real server."""

import json
import os
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Anime
from catalog.pictures.remote import NotFetched, Rules, fetch_picture
from tests.catalog.factories import make_anime
from tests.catalog.pictures import picture

pytestmark = pytest.mark.django_db
COVER = picture()


MALFORMED = (
    (302, "Location", "http://[::1"),
    (302, "Location", "http://a b/"),
    (302, "Location", "//[not-an-address]/x.jpg"),
    (302, "Location", "http://\u00e9.example:port/"),
    (302, "Location", ""),
    (200, "Content-Length", "many"),
    (200, "Content-Length", "1,2"),
    (200, "Content-Length", "9" * 5000),
    (200, "Transfer-Encoding", "chunked"),
    (200, "Content-Encoding", "gzip"),
)


class CoverSite(ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Covers)
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class _Covers(BaseHTTPRequestHandler):
    """A site of covers, with everything that can go wrong on one."""

    server: CoverSite

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path.startswith("/to/"):
            self.answer(302, b"", Location=self.path.removeprefix("/to"))
        elif self.path == "/inside":
            self.answer(302, b"", Location="http://169.254.169.254/latest/meta-data")
        elif self.path == "/loop":
            self.answer(302, b"", Location="/loop")
        elif self.path == "/page":
            self.answer(200, b"<html>", "text/html")
        elif self.path == "/large":
            self.answer(200, b"\0" * 300_000)
        elif self.path == "/broken":
            self.answer(200, COVER[:300])
        elif self.path.startswith("/malformed"):
            self.malformed(int(self.path.removeprefix("/malformed")))
        elif self.path == "/hang-up":
            self.connection.close()
        elif self.path == "/stop.jpg" and self.server.asked.count("/stop.jpg") == 1:
            os.kill(os.getpid(), signal.SIGINT)
            self.answer(200, COVER)
        else:
            self.answer(200 if self.path.endswith(".jpg") else 404, COVER)

    def malformed(self, number):
        status, name, value = MALFORMED[number]
        self.answer(status, b"", **{name: value})

    def answer(self, status, content, kind="image/jpeg", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.HOME = tmp_path
    server = CoverSite()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def fetch(capsys, *options):
    call_command("fetch_covers", "--json", "--pause=0", "--own-host=127.0.0.1", *options)
    return json.loads(capsys.readouterr().out)


def test_covers_are_copied_once_the_most_popular_first(site, capsys, client):
    make_anime(1, cover_url=f"{site.url}/1.jpg", members=10)
    make_anime(2, cover_url=f"{site.url}/to/2.jpg", members=20)
    make_anime(3, cover_url=f"{site.url}/3.jpg", is_hidden=True)
    make_anime(4)
    assert fetch(capsys, "--limit=1") == {"fetched": 1, "failed": [], "left": 0}
    assert site.asked == ["/to/2.jpg", "/2.jpg"]
    assert fetch(capsys) == {"fetched": 1, "failed": [], "left": 0}
    assert fetch(capsys) == {"fetched": 0, "failed": [], "left": 0}
    assert site.asked == ["/to/2.jpg", "/2.jpg", "/1.jpg"]
    assert client.get(f"/media/{Anime.objects.get(pk=1).cover.name}")["Content-Type"] == "image/webp"


def test_what_fails_says_why_and_waits_until_somebody_asks(site, capsys):
    reasons = {
        "/404": "404",
        "/inside": "private network",
        "/loop": "redirects",
        "/page": "text/html",
        "/broken": "image",
        "/hang-up": "no answer",
    }
    for number, path in enumerate(reasons):
        make_anime(number + 1, cover_url=f"{site.url}{path}", members=100 - number)
    failed = fetch(capsys)["failed"]
    assert [one["id"] for one in failed] == [1, 2, 3, 4, 5, 6]
    for one, reason in zip(failed, reasons.values(), strict=True):
        assert reason in one["reason"]
    assert fetch(capsys)["failed"] == []
    assert len(fetch(capsys, "--retry", "--limit=2")["failed"]) == 2
    Anime.objects.filter(pk=1).update(cover_url=f"{site.url}/now.jpg")
    assert fetch(capsys) == {"fetched": 1, "failed": [], "left": 0}


def test_no_answer_stops_it(site, capsys):
    for number in range(len(MALFORMED)):
        make_anime(number + 1, cover_url=f"{site.url}/malformed{number}", members=100 - number)
    make_anime(99, cover_url=f"{site.url}/last.jpg", members=1)
    found = fetch(capsys)
    assert (found["fetched"], len(found["failed"])) == (1, len(MALFORMED))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[::127.0.0.1]/",
        "http://[fe80::1%25lo]/",
        "http://[ff02::1]/",
        "http://localhost:8000/1.jpg",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.1.2.3/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "ftp://127.0.0.1/1.jpg",
        "http://user:secret@covers.example/1.jpg",
        "http://covers.example:99999/1.jpg",
        "http://covers.example/1.jpg\r\nHost: other",
        "",
    ],
)
def test_only_public_sites_are_asked(url):
    with pytest.raises(NotFetched):
        fetch_picture(url, Rules(timeout=2))


def test_nothing_large_is_read_to_its_end(site):
    rules = Rules(own_hosts={"127.0.0.1"}, most_bytes=100_000)
    with pytest.raises(NotFetched, match="larger"):
        fetch_picture(f"{site.url}/large", rules)
    with pytest.raises(NotFetched, match="slower"):
        fetch_picture(f"{site.url}/1.jpg", Rules(own_hosts={"127.0.0.1"}, deadline=-1))


@pytest.fixture
def heeds_ctrl_c():
    """A process in the background may have begun with the signal ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_it_can_be_stopped_and_goes_on(site, capsys, heeds_ctrl_c):
    make_anime(1, cover_url=f"{site.url}/1.jpg", members=20)
    make_anime(2, cover_url=f"{site.url}/stop.jpg", members=10)
    with pytest.raises(CommandError, match="Run it again") as stopped:
        fetch(capsys)
    assert stopped.value.returncode == 130
    assert json.loads(capsys.readouterr().out) == {"fetched": 1, "failed": [], "left": 1}
    assert fetch(capsys) == {"fetched": 1, "failed": [], "left": 0}
