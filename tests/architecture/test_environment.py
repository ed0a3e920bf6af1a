"""What the environment variables do, and that operators are told of each."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands

from animerec import environment

ROOT = Path(__file__).resolve().parents[2]
# Of a process that asks for no server: an attempt to connect ends it.
IMPORTS = """
import socket, sys
def refuse(*_): sys.exit("connects at import")
socket.socket.connect = socket.create_connection = refuse
import django, animerec.wsgi
from django.conf import settings
from django.urls import get_resolver
get_resolver().url_patterns
print(settings.ELASTICSEARCH_DSL)
"""


def elasticsearch(monkeypatch: pytest.MonkeyPatch, url: str, ca_certs: str = "") -> dict[str, dict[str, object]]:
    monkeypatch.setenv("ELASTICSEARCH_URL", url)
    monkeypatch.setenv("ELASTICSEARCH_CA_CERTS", ca_certs)
    return environment.elasticsearch("ELASTICSEARCH_URL", ca_certs="ELASTICSEARCH_CA_CERTS")


@pytest.mark.parametrize(
    ("url", "connection"),
    [
        ("http://search", {"hosts": "http://search:9200"}),
        ("http://[::1]:9201/", {"hosts": "http://[::1]:9201"}),
        ("https://search/behind/it", {"hosts": "https://search:443/behind/it"}),
        (
            "https://anna:p%40ss%3Aword@search:9200",
            {"hosts": "https://search:9200", "basic_auth": ("anna", "p@ss:word")},
        ),
    ],
)
def test_elasticsearch_url(monkeypatch: pytest.MonkeyPatch, url: str, connection: dict[str, object]) -> None:
    assert elasticsearch(monkeypatch, url) == {"default": connection}


def test_no_elasticsearch_url(monkeypatch: pytest.MonkeyPatch) -> None:
    assert elasticsearch(monkeypatch, " ") == {}


@pytest.mark.parametrize(
    "url",
    [
        "search:9200",
        "http://",
        "http://[::1",
        "ftp://search",
        "http://search:port",
        "http://search:99999",
        "http://s:9200?a=b",
    ],
)
def test_refuses_what_is_no_elasticsearch_url(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_URL must be"):
        elasticsearch(monkeypatch, url)


def test_own_authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority = tmp_path / "ca.pem"
    with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_CA_CERTS must be a file"):
        elasticsearch(monkeypatch, "https://search", str(authority))
    authority.touch()
    assert elasticsearch(monkeypatch, "https://search", str(authority))["default"]["ca_certs"] == str(authority)
    with pytest.raises(ImproperlyConfigured, match="begin with https"):
        elasticsearch(monkeypatch, "http://search", str(authority))


def test_refuses_names_that_elasticsearch_would_not_take(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.index_name("ELASTICSEARCH_INDEX", "animerec") == "animerec"
    for name in ("Anime", "_anime", "anime*", "动漫"):
        monkeypatch.setenv("ELASTICSEARCH_INDEX", name)
        with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_INDEX must be"):
            environment.index_name("ELASTICSEARCH_INDEX", "animerec")


@pytest.mark.parametrize(
    ("url", "prints"), [("", "{}"), ("http://127.0.0.1:9", "{'default': {'hosts': 'http://127.0.0.1:9'}}")]
)
def test_nothing_connects_at_import(monkeypatch: pytest.MonkeyPatch, url: str, prints: str) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", url)
    result = subprocess.run([sys.executable, "-c", IMPORTS], cwd=ROOT, capture_output=True, text=True)
    assert (result.stdout.strip(), result.returncode) == (prints, 0), result.stderr


def test_every_variable_is_documented() -> None:
    read = re.findall(r'env\.\w+\("([A-Z_]+)"', (ROOT / "animerec/settings.py").read_text(encoding="utf-8"))
    documented = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert [name for name in read if f"`{name}`" not in documented] == []


def test_our_search_index_goes_before_the_packages() -> None:
    assert get_commands()["search_index"] == "catalog"


def run(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    environment = kept | {"ANIMEREC_HOME": str(home), "DJANGO_SETTINGS_MODULE": "animerec.settings"}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


PRINT_KEY = "from animerec import settings; print(settings.SECRET_KEY)"


def test_the_first_command_makes_the_home(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    assert run(home, "-c", PRINT_KEY).stdout != run(home, "-c", PRINT_KEY).stdout
    done = run(home, "manage.py", "migrate", "--verbosity=0")
    assert (done.returncode, done.stderr) == (0, "")
    assert home.stat().st_mode & 0o777 == 0o700
    (home / "animerec.sqlite3").chmod(0o644)
    assert run(home, "manage.py", "migrate", "--verbosity=0").returncode == 0
    for name in ("animerec.sqlite3", "secret_key"):
        assert (home / name).stat().st_mode & 0o077 == 0
    assert run(home, "-c", PRINT_KEY).stdout == run(home, "-c", PRINT_KEY).stdout


def test_a_home_that_is_no_folder_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run(tmp_path / "file" / "home", "manage.py", "migrate")
    assert done.returncode == 1
    assert "ANIMEREC_HOME" in done.stderr
    assert "Traceback" not in done.stderr
