"""Covers that operators upload, and how pages show them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from animerec.content_security import policy
from catalog.cards import AnimeCard
from catalog.models import Anime
from catalog.pictures.encoding import PictureRefused, encode_cover
from catalog.selectors import card_by_id
from catalog.templatetags.covers import cover
from tests.catalog.factories import make_anime
from tests.catalog.pictures import picture, with_secrets

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def save(admin_client, **fields):
    page = admin_client.get("/admin/catalog/anime/8/change/")
    form = {**page.context["adminform"].form.initial, "genres": [], "cover": None, **fields}
    form = {name: value for name, value in form.items() if value is not None}
    for formset in page.context["inline_admin_formsets"]:
        form |= {f"{formset.formset.prefix}-TOTAL_FORMS": 0, f"{formset.formset.prefix}-INITIAL_FORMS": 0}
    return admin_client.post("/admin/catalog/anime/8/change/", form)


def card_of_id(anime_id: int) -> AnimeCard:
    card = card_by_id(anime_id, language="zh")
    assert card is not None
    return card


def upload(content: bytes, name: str = "cover.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def files(tmp_path):
    return sorted(path.name for path in (tmp_path / "covers").iterdir())


def test_an_upload_is_made_anew_in_two_sizes_without_what_was_hidden_in_it(admin_client, tmp_path):
    make_anime(8)
    assert save(admin_client, cover=upload(with_secrets())).status_code == 302
    large, small = str(Anime.objects.get(pk=8).cover.name), files(tmp_path)[0]
    assert files(tmp_path) == sorted([large.removeprefix("covers/"), small])
    for name, size in ((large, (480, 720)), (f"covers/{small}", (200, 300))):
        content = (tmp_path / name).read_bytes()
        assert b"home" not in content
        shown = Image.open(io.BytesIO(content))
        assert (shown.format, shown.size) == ("WEBP", size)


def test_another_picture_or_none_takes_the_old_files_away(admin_client, tmp_path, django_capture_on_commit_callbacks):
    make_anime(8)
    save(admin_client, cover=upload(picture()))
    before = files(tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        save(admin_client, cover=upload(picture(colour="#123456")))
    assert len(files(tmp_path)) == 2
    assert not set(before) & set(files(tmp_path))
    with django_capture_on_commit_callbacks(execute=True):
        save(admin_client, **{"cover-clear": "on"})
    assert files(tmp_path) == []
    assert not Anime.objects.get(pk=8).cover


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a",
        picture(kind="BMP"),
        picture(60, 90),
        picture()[:200],
        picture(9000, 101),
        b"\0" * (8 * 1024 * 1024 + 1),
    ],
)
def test_what_is_no_fitting_picture_is_refused(admin_client, tmp_path, content):
    make_anime(8)
    answer = save(admin_client, cover=upload(content))
    assert answer.context["adminform"].form.errors["cover"]
    assert not (tmp_path / "covers").exists()
    with pytest.raises(PictureRefused):
        encode_cover(content)


def test_deleting_an_anime_takes_its_files_away(admin_client, tmp_path, django_capture_on_commit_callbacks):
    make_anime(8)
    save(admin_client, cover=upload(picture()))
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post("/admin/catalog/anime/8/delete/", {"post": "yes"})
    assert files(tmp_path) == []


def test_the_picture_lies_over_the_drawn_one_and_can_be_kept_for_a_year(admin_client, client):
    make_anime(8)
    save(admin_client, cover=upload(picture()))
    card = card_of_id(8)
    shown = cover(card, eager=True)
    assert shown.index("/covers/8-zh-") < shown.index("/media/covers/8-")
    assert shown.count('width="200" height="300" alt=""') == 2
    assert " 200w, " in shown
    assert 'fetchpriority="high"' in shown
    assert card.cover == card.pictures.photo
    answer = client.get(card.pictures.photo)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Type"] == "image/webp"
    assert client.get("/media/covers/none.webp").status_code == 404
    assert client.get("/media/covers/../secret_key").status_code == 404


def test_a_remote_picture_is_shown_only_where_the_operator_allows_it(client, settings):
    make_anime(8, cover_url="https://covers.example/8.jpg")
    make_anime(9, cover_url="http://covers.example/9.jpg")
    assert "example" not in cover(card_of_id(8))
    assert "https:" not in policy("/")
    settings.REMOTE_COVERS = True
    shown = cover(card_of_id(8))
    assert "https://covers.example/8.jpg" in shown
    assert "no-referrer" in shown
    assert "/covers/8-zh-" in shown
    assert "example" not in cover(card_of_id(9))
    assert "img-src 'self' data: https:;" in client.get("/about/")["Content-Security-Policy"]
    assert client.get("/api/v1/anime/8/").json()["cover"] == "https://covers.example/8.jpg"
