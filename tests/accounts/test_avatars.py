"""Avatars: a small square webp whatever came in, and nothing else."""

import io
import os
import re
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.avatars import AvatarRefused, square_webp
from accounts.models import Feedback, User
from tests.accounts.factories import PASSWORD, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Where avatars lie in this test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(size=(300, 200), kind="JPEG", colour="red", **options):
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, kind, **options)
    return target.getvalue()


def upload(client, content, name="me.jpg", follow=False):
    return client.post("/settings/avatar/", {"picture": SimpleUploadedFile(name, content)}, follow=follow)


def stored(media):
    return [name for _folder, _folders, names in os.walk(media) for name in names]


def test_a_photo_becomes_a_square_without_what_it_told(client, alice, media):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6  # lies on its side
    photo = picture((600, 300), exif=exif)
    assert b"SecretCamera" in photo
    client.force_login(alice)
    page = upload(client, photo, follow=True).content.decode()
    assert "头像已更换" in page
    (name,) = stored(media)
    data = (media / "avatars" / name).read_bytes()
    made = Image.open(io.BytesIO(data))
    assert (made.format, made.size) == ("WEBP", (256, 256))
    assert not made.getexif()
    assert b"SecretCamera" not in data
    assert f'src="/media/avatars/{name}"' in page


def test_it_is_turned_upright_before_it_is_cropped():
    tall = Image.new("RGB", (200, 400), "red")
    tall.paste("blue", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 3
    target = io.BytesIO()
    tall.save(target, "JPEG", exif=exif)
    made = Image.open(io.BytesIO(square_webp(target))).convert("RGB")
    red, _green, blue = made.crop((100, 10, 101, 11)).tobytes()
    assert red > 200 > blue


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_kinds(kind):
    made = Image.open(io.BytesIO(square_webp(io.BytesIO(picture((100, 70), kind)))))
    assert (made.format, made.size) == ("WEBP", (70, 70))


def test_another_takes_the_place_of_the_one_before(client, alice, media, django_capture_on_commit_callbacks):
    client.force_login(alice)
    upload(client, picture())
    (before,) = stored(media)
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, picture(colour="blue"))
    (after,) = stored(media)
    assert after != before


def test_browsers_keep_it(client, alice, media):
    client.force_login(alice)
    upload(client, picture())
    (name,) = stored(media)
    answer = client.get(f"/media/avatars/{name}")
    assert (answer["Content-Type"], answer.status_code) == ("image/webp", 200)
    assert "immutable" in answer["Cache-Control"]
    assert "immutable" not in client.get("/media/avatars/none.webp").get("Cache-Control", "")


def test_removed_with_its_file(client, alice, media, django_capture_on_commit_callbacks):
    client.force_login(alice)
    upload(client, picture())
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/settings/avatar/", {"remove": "1"}, follow=True).content.decode()
    assert "头像已移除" in page
    assert stored(media) == []
    alice.refresh_from_db()
    assert not alice.avatar
    client.post("/settings/avatar/", {"remove": "1"})


@pytest.mark.parametrize("several", [False, True])
def test_goes_with_an_account_that_staff_delete(
    client, alice, media, admin_client, django_capture_on_commit_callbacks, several
):
    """So does whatever else a member's own deletion takes along: the telephone in their feedback."""
    client.force_login(alice)
    upload(client, picture())
    Feedback.objects.create(user=alice, text="Hello", contact="13800000000")
    with django_capture_on_commit_callbacks(execute=True):
        if several:
            chosen = {"action": "delete_selected", "_selected_action": [alice.pk], "post": "yes"}
            admin_client.post(reverse("admin:accounts_user_changelist"), chosen)
        else:
            admin_client.post(reverse("admin:accounts_user_delete", args=[alice.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=alice.pk).exists()
    assert stored(media) == []
    assert Feedback.objects.get().contact == ""


def test_goes_with_the_account(client, alice, media, django_capture_on_commit_callbacks):
    client.force_login(alice)
    upload(client, picture())
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/delete/", {"password": PASSWORD})
    assert stored(media) == []


@pytest.mark.parametrize("size", [(100, 100), (3000, 2000)])
def test_sixteen_bits_of_grey_stay_grey(size):
    grey = Image.new("I;16", size, 30_000)
    target = io.BytesIO()
    grey.save(target, "PNG")
    made = Image.open(io.BytesIO(square_webp(target))).convert("L")
    assert abs(made.tobytes()[0] - 30_000 / 256) < 3


def test_of_a_long_picture_the_shorter_side_counts():
    assert Image.open(io.BytesIO(square_webp(io.BytesIO(picture((8000, 200)))))).size == (200, 200)


MEASURED = """
import io, resource, sys
from PIL import Image
from accounts.decoding import decode_upright
Image.MAX_IMAGE_PIXELS = None
target = io.BytesIO(open(sys.argv[1], "rb").read())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
decode_upright(Image.open(target), most_side=1024)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(("kind", "most"), [("JPEG", 60), ("PNG", 200)])
def test_a_small_file_takes_no_large_memory(kind, most, tmp_path):
    """40 megapixels of one colour, 450 MB when they were copied about at full size."""
    Image.new("RGB", (8000, 5000), "red").save(tmp_path / "large", kind)
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "large")]
    assert int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) < most


BOMB = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00" + b"\0" * 40


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"<script>alert(1)</script>", "无法读取"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "无法读取"),
        (b"GIF89a" + b"\0" * 100, "图片"),
        (BOMB, "图片"),
        (picture()[:200], "无法读取"),
        (picture((63, 400)), "至少要 64 像素"),
        (picture((8001, 64), "PNG"), "不能超过 8000 像素"),
        (picture((64, 64), "BMP"), "无法读取"),
        (picture() + b"\0" * 5_300_000, "不能超过 5 MB"),
    ],
    ids=["empty", "script", "svg", "broken-gif", "bomb", "cut", "small", "large", "bmp", "heavy"],
)
def test_what_is_refused_changes_nothing(client, alice, media, content, words):
    client.force_login(alice)
    answer = upload(client, content, name="../../<b>.png")
    assert answer.status_code == 200
    errors = re.findall(r'class="errorlist"[^>]*>(.*?)</ul>', answer.content.decode(), re.S)
    assert any(words in text for text in errors), errors
    assert stored(media) == []


def test_without_a_file_or_a_login(client, alice):
    assert client.post("/settings/avatar/", {})["Location"].startswith("/login/")
    client.force_login(alice)
    assert "请先选择一张图片" in client.post("/settings/avatar/", {}).content.decode()
    assert client.post("/settings/avatar/", {"picture": "text"}).status_code == 200
    assert client.get("/settings/avatar/").status_code == 405


def test_staff_remove_it(client, alice, media, django_capture_on_commit_callbacks):
    client.force_login(alice)
    upload(client, picture())
    client.force_login(make_member("root", is_staff=True, is_superuser=True))
    chosen = {"action": "remove_avatars", "_selected_action": [str(alice.pk)]}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:accounts_user_changelist"), chosen)
    assert stored(media) == []


def test_refusals_are_of_one_kind():
    with pytest.raises(AvatarRefused):
        square_webp(io.BytesIO(b"nothing"))
