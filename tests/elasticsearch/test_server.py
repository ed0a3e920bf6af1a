"""The Elasticsearch of the tests is a real one, and nothing of it stays behind."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from tests.elasticsearch.server import START, ElasticsearchUnavailable, elasticsearch_server
from tests.embedded.conftest import eventually

SESSION = """
import sys, time
from pathlib import Path
from tests.elasticsearch.server import elasticsearch_server
with elasticsearch_server(Path(sys.argv[1])) as url:
    print(url, flush=True)
    time.sleep(60)
"""


def listens(url: str) -> bool:
    host, port = url.removeprefix("http://").split(":")
    with socket.socket() as client:
        return client.connect_ex((host, int(port))) == 0


@pytest.fixture
def nothing_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that lacks a JDK and Maven; what was compiled before isn't there either."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "cat", "sed", "dirname", "mkdir", "tr", "cksum"):
        (programs / name).symlink_to(next(p for p in (Path("/usr/bin", name), Path("/bin", name)) if p.exists()))
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    return programs


def write_program(path: Path, *, says: str) -> None:
    path.write_text(f"#!/bin/sh\necho {says}\n")
    path.chmod(0o755)


@pytest.mark.needs_elasticsearch
def test_answers_what_was_indexed(elasticsearch_url: str) -> None:
    with Elasticsearch(elasticsearch_url) as client:
        assert client.info()["version"]["number"].startswith("8.")
        client.index(index="animerec-test-server", id="16498", document={"title": "进击 巨人"}, refresh=True)
        found = client.search(index="animerec-test-server", query={"match": {"title": "巨人"}})
        client.indices.delete(index="animerec-test-server")
    assert [hit["_source"] for hit in found["hits"]["hits"]] == [{"title": "进击 巨人"}]


@pytest.mark.slow
@pytest.mark.needs_elasticsearch
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_does_not_outlive_the_session(tmp_path: Path, number: signal.Signals) -> None:
    session = subprocess.Popen([sys.executable, "-c", SESSION, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert session.stdout is not None
    with session, session.stdout:
        url = session.stdout.readline().strip()
        assert listens(url)
        session.send_signal(number)
        session.wait()
    assert eventually(lambda: not listens(url), seconds=15)


@pytest.mark.usefixtures("nothing_built")
def test_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ElasticsearchUnavailable, match=r"java is missing: .*apt-get"), elasticsearch_server(tmp_path):
        pass


@pytest.mark.parametrize(("release", "missing"), [("11.0.2", "is of Java 11"), ("21.0.1", "mvn is missing")])
def test_wants_a_recent_java_and_maven(nothing_built: Path, tmp_path: Path, release: str, missing: str) -> None:
    for name in ("java", "javac"):
        write_program(nothing_built / name, says=f"javac {release}")
    with pytest.raises(ElasticsearchUnavailable, match=missing), elasticsearch_server(tmp_path):
        pass


def test_says_how_it_is_used() -> None:
    result = subprocess.run(["sh", START, "9200"], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (1, "usage: tests/elasticsearch/start PORT FOLDER\n")
