"""What pages need for the components: their scripts, words and properties."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client, override_settings
from django.utils import translation
from django.utils.translation import gettext_lazy

from animerec import frontend_build
from animerec.embedded.static_files import collect_changed_static_files
from animerec.settings import STORAGES

CHUNKS: dict[str, dict[str, Any]] = {
    "_vue.js": {"file": "assets/vue-BBBBBBBB.js"},
    "_site.js": {"file": "assets/site-CCCCCCCC.js", "imports": ["_vue.js"]},
    "src/main.ts": {
        "file": "assets/main-AAAAAAAA.js",
        "isEntry": True,
        "imports": ["_site.js", "_vue.js"],
        "dynamicImports": ["src/islands/SearchBox.vue"],
    },
    "src/islands/SearchBox.vue": {"file": "assets/SearchBox-DDDDDDDD.js", "imports": ["_site.js", "src/main.ts"]},
}


@pytest.fixture
def static_files(tmp_path: Path, settings) -> Path:
    """A folder of static files that holds a build."""
    (tmp_path / "js").mkdir()
    (tmp_path / "js/root.js").write_text("1")
    write_build(tmp_path, entry="assets/main-AAAAAAAA.js")
    settings.STATICFILES_DIRS = [tmp_path]
    settings.FRONTEND_BUILD = tmp_path / "dist"
    return tmp_path


@pytest.fixture(autouse=True)
def _read_anew():
    frontend_build._read.cache_clear()
    yield
    frontend_build._read.cache_clear()


def write_build(folder: Path, *, entry: str) -> None:
    (folder / "dist/assets").mkdir(parents=True, exist_ok=True)
    chunks = {**CHUNKS, "src/main.ts": {**CHUNKS["src/main.ts"], "file": entry}}
    (folder / "dist/manifest.json").write_text(json.dumps(chunks))
    for chunk in chunks.values():
        (folder / "dist" / str(chunk["file"])).write_text("2")


def render(template: str = "{% vite %}", **context: object) -> str:
    return Template("{% load frontend %}" + template).render(Context(context))


def test_pages_load_the_entry_and_what_it_needs_at_once(static_files):
    page = render()
    assert '<script src="/static/js/root.js"></script>' in page
    assert '<script type="module" src="/static/dist/assets/main-AAAAAAAA.js" data-entry></script>' in page
    preloaded = [line for line in page.splitlines() if "modulepreload" in line]
    assert sorted(preloaded) == [
        '<link rel="modulepreload" href="/static/dist/assets/site-CCCCCCCC.js">',
        '<link rel="modulepreload" href="/static/dist/assets/vue-BBBBBBBB.js">',
    ]


def test_without_a_build_pages_load_no_scripts_at_all(static_files):
    (static_files / "dist/manifest.json").unlink()
    assert render() == ""


def test_the_manifest_is_read_once(static_files):
    first = render()
    write_build(static_files, entry="assets/main-EEEEEEEE.js")
    assert render() == first


def test_under_debug_a_new_build_is_noticed(static_files, settings):
    settings.DEBUG = True
    render()
    write_build(static_files, entry="assets/main-EEEEEEEE.js")
    os.utime(static_files / "dist/manifest.json", (2_000_000_000, 2_000_000_000))
    assert "assets/main-EEEEEEEE.js" in render()


def test_vites_names_are_not_hashed_again_and_kept_for_ever(static_files, settings, tmp_path_factory):
    """As in production: collected, and served by the application itself."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("collected")
    settings.DEBUG = False
    with override_settings(STORAGES=STORAGES):
        call_command("collectstatic", interactive=False, verbosity=0)
        page = render()
        client = Client()
        for address, is_immutable in (
            ("/static/dist/assets/main-AAAAAAAA.js", True),
            (page.split('src="')[1].split('"')[0], True),
            ("/static/js/root.js", False),
            ("/static/dist/manifest.json", False),
        ):
            response = client.get(address)
            assert response.status_code == 200, address
            assert ("immutable" in response.headers["Cache-Control"]) is is_immutable, address
    assert "main-AAAAAAAA.js" in page


def test_the_web_server_notices_a_new_build(static_files, settings, tmp_path_factory):
    settings.STATIC_ROOT = tmp_path_factory.mktemp("collected")
    with override_settings(STORAGES=STORAGES):
        assert collect_changed_static_files(settings.STATIC_ROOT)
        assert not collect_changed_static_files(settings.STATIC_ROOT)
        write_build(static_files, entry="assets/main-EEEEEEEE.js")
        assert collect_changed_static_files(settings.STATIC_ROOT)
    assert (settings.STATIC_ROOT / "dist/assets/main-EEEEEEEE.js").is_file()


def test_words_are_in_the_language_of_the_page(static_files):
    with translation.override("en"):
        assert words_of(render())["toast.undo"] == "Undo"
    assert words_of(render())["toast.undo"] == "撤销"


def words_of(page: str) -> dict[str, str]:
    return json.loads(page.split('id="words">')[1].split("</script>")[0])


def test_properties_survive_the_attribute_and_end_nothing():
    props = {"title": "\"><script>alert(1)</script>'", "label": gettext_lazy("撤销"), "score": None, "tags": [1, "二"]}
    markup = render('<p data-props="{{ props|island_props }}"></p>', props=props)
    assert "<script>" not in markup
    value = markup.split('data-props="')[1].split('"')[0]
    for entity, character in (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&#x27;", "'"), ("&amp;", "&")):
        value = value.replace(entity, character)
    assert json.loads(value) == {**props, "label": "撤销"}
    assert render("{% island_props text=props.title %}", props=props) == render(
        "{{ p|island_props }}", p={"text": props["title"]}
    )


@pytest.mark.skipif(not finders.find("dist/manifest.json"), reason="needs a build: make setup")
def test_the_real_build_has_all_its_files():
    manifest = json.loads(Path(str(finders.find("dist/manifest.json"))).read_text())
    assert frontend_build.ENTRY in manifest
    assert [chunk["file"] for chunk in manifest.values() if not finders.find(f"dist/{chunk['file']}")] == []
