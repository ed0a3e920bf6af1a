"""Two processes on one host: what one edits, the other finds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from catalog.models import Anime
from tests.catalog.factories import make_anime
from tests.catalog.search.conftest import found

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]
ELSEWHERE = """
import io, sys
from pathlib import Path
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.SEARCH_INDEX_DIR = Path(sys.argv[2])
settings.ELASTICSEARCH_URL = ""
import django
django.setup()
from django.core.management import call_command
from catalog.models import Anime
from catalog.search.query import SearchQuery
from catalog.search.search import search

def found(text):
    return [card.id for card in search(SearchQuery(text=text), language="zh").page.object_list]

def rebuild():
    with io.StringIO() as said:
        call_command("search_index", "--rebuild", stdout=said)
        return len(said.getvalue())

for line in sys.stdin:
    print(eval(line), flush=True)
"""


@pytest.fixture
def elsewhere(index_folder, settings):
    """Evaluates an expression in another process."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    arguments = [sys.executable, "-c", ELSEWHERE, str(connection.settings_dict["NAME"]), str(index_folder)]
    with subprocess.Popen(
        arguments,
        cwd=Path(django_settings.BASE_DIR),
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        to, back = process.stdin, process.stdout

        def evaluate(expression):
            print(expression, file=to, flush=True)
            return back.readline().strip()

        yield evaluate
        to.close()


def test_edits_of_another_process(elsewhere, settings):
    make_anime(1, title_romaji="Aozora")
    assert found("aozora") == [1]
    # Nobody compares the index with the database any more: it is the shared index that tells.
    settings.SEARCH_CHECK_SECONDS = 3600.0
    assert elsewhere("found('aozora')") == "[1]"
    elsewhere("Anime.objects.create(pk=2, title_romaji='Kazemachi')")
    assert found("kazemachi") == [2]
    elsewhere("Anime.objects.get(pk=2).delete()")
    assert found("kazemachi") == []
    make_anime(3, title_romaji="Yumemi")
    assert elsewhere("found('yumemi')") == "[3]"
    Anime.objects.get(pk=3).delete()
    assert elsewhere("found('yumemi')") == "[]"


def test_rebuilds_of_another_process(elsewhere):
    make_anime(1, title_romaji="Aozora")
    for title in ("aozora", "yumemi", "kazemachi"):
        assert int(elsewhere("rebuild()")) > 0
        Anime.objects.filter(pk=1).update(title_romaji=title)
        assert (found(title), elsewhere(f"found('{title}')")) == ([1], "[1]")
