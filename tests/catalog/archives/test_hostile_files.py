"""Archives that are broken, cut or made to do harm: refused with file and line, and nothing is written."""

import json
import struct
import zipfile

import pytest

from catalog.importing.archive_files import containers
from catalog.importing.bangumi_archive import import_bangumi_archive
from catalog.importing.bangumi_archive.infobox import parse_infobox
from catalog.importing.bangumi_archive.lengths import minutes_in
from catalog.importing.errors import ImportFailed
from catalog.models import Anime, Episode, Person, SetAsideEntry, SiteScore
from tests.catalog.archives import bangumi
from tests.catalog.archives.bangumi import archive, write_folder, write_zip

pytestmark = pytest.mark.django_db


def refused(path, said: str) -> str:
    anime = list(Anime.objects.order_by("pk").values())
    with pytest.raises(ImportFailed, match=said) as refusal:
        import_bangumi_archive(path)
    assert list(Anime.objects.order_by("pk").values()) == anime
    assert not SiteScore.objects.exists()
    assert not Person.objects.exists()
    assert not SetAsideEntry.objects.exists()
    return str(refusal.value)


def test_what_is_no_archive(frieren, tmp_path):
    refused(tmp_path / "nothing.zip", "no file or folder")
    (tmp_path / "a.zip").write_bytes(b"not a zip")
    refused(tmp_path / "a.zip", "not a whole zip")
    whole = write_zip(tmp_path / "b.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(whole[: len(whole) // 2])
    refused(tmp_path / "b.zip", "not a whole zip")


def test_a_damaged_member(frieren, tmp_path):
    path = write_zip(tmp_path / "a.zip")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        info = packed.getinfo("episode.jsonlines")
    start = info.header_offset + 30 + len(info.filename) + 10
    content[start : start + 30] = b"\0" * 30
    path.write_bytes(content)
    assert "episode.jsonlines" in refused(path, "damaged")


def test_a_missing_member_is_named(frieren, tmp_path):
    files = archive()
    del files["person-characters"], files["episode"]
    assert "person-characters.jsonlines, episode.jsonlines" in refused(write_zip(tmp_path / "a.zip", files), "lacks")
    refused(write_folder(tmp_path / "folder", files), "lacks")
    refused(tmp_path, "lacks")


@pytest.mark.parametrize("name", ["../subject.jsonlines", "/etc/passwd", "a/../../b", "c:\\x", "..\\x"])
def test_members_that_lead_out_are_refused(frieren, tmp_path, name):
    path = write_zip(tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(name, b"{}")
    refused(path, "leads out")


def test_a_bomb_is_not_unpacked(frieren, tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "_ALWAYS_ALLOWED", 2**20)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in archive().items():
            content = b"\n" * 2**25 if name == "episode" else bangumi.as_lines(rows)
            packed.writestr(f"{name}.jsonlines", content)
    refused(path, "unpacks to more than")


def test_a_size_that_lies_doesnt_help(frieren, tmp_path):
    path = write_zip(tmp_path / "a.zip")
    content = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        size = packed.getinfo("subject.jsonlines").file_size
    path.write_bytes(content.replace(struct.pack("<L", size), struct.pack("<L", 10)))
    refused(path, "damaged|can't be used")


def test_a_few_bad_lines_are_skipped_and_counted(frieren, tmp_path):
    bad = [b"{", b"\xff\xfe", b'{"id": "x", "subject_id": []}']
    rows = [*bad, *archive()["episode"], *([{"subject_id": 1, "type": 0}] * 5)]
    report = import_bangumi_archive(write_zip(tmp_path / "a.zip", archive(episode=rows)))
    assert report["skipped_lines"] == {"episode.jsonlines": 3}
    assert Episode.objects.count() == 3


def test_many_bad_lines_are_a_refusal_with_the_first_of_them(frieren, tmp_path):
    rows = [*archive()["person"], *[b"not json"] * 20]
    said = refused(write_zip(tmp_path / "a.zip", archive(person=rows)), "20 of 28")
    assert "person.jsonlines" in said
    assert "line 9" in said
    assert "not json" not in said  # what is in a file is shown to nobody


def test_garbage_ends_early(frieren, tmp_path):
    refused(write_zip(tmp_path / "a.zip", archive(subject=[b"x"] * 5_000)), "100 of 100")


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 200_000,
        b'{"id":' + b"9" * 5_000 + b"}",
        b'{"a":"' + b"x" * (5 * 2**20) + b'"}',
        b"\0\0\0",
        b"NaN",
        b"null",
    ],
)
def test_lines_made_to_break_a_parser(frieren, tmp_path, line):
    report = import_bangumi_archive(write_zip(tmp_path / "a.zip", archive(subject=[bangumi.FRIEREN, line])))
    assert (report["joined"], report["skipped_lines"]) == (1, {"subject.jsonlines": 1})


@pytest.mark.parametrize(
    "fields",
    [
        {"score": 10**30, "rank": -1, "score_details": [], "favorite": "many"},
        {"score": "8", "score_details": {"1": 10**20, "2": -5, "3": None, "4": True}},
        {"tags": {"name": "x"}, "meta_tags": 7, "name_cn": None, "infobox": 5, "summary": []},
        {"tags": [{"name": "治愈", "count": 10**18}, {"name": None}, 3, {"name": "奇幻", "count": "9"}]},
        {"date": "2023-99-99", "platform": "TV", "nsfw": "no"},
        {"name": "a\0b" * 500, "name_cn": "\u202e" * 10, "infobox": "{{Infobox\n|别名={\n[" + "x" * 10_000},
        {"infobox": "{{Infobox\r\n|话数= 99999999999999999999\r\n|放送开始= 0000年00月00日\r\n}}"},
        {"infobox": "{{Infobox\r\n|官方网站= javascript:alert(1)\r\n|动画制作= " + "、".join("abcdef") + "\r\n}}"},
    ],
)
def test_wrong_types_are_nothing(frieren, tmp_path, fields):
    report = import_bangumi_archive(write_zip(tmp_path / "a.zip", archive(subject=[bangumi.FRIEREN | fields])))
    assert report["joined"] == 1
    anime = Anime.objects.get(pk=52991)
    assert anime.official_site in ("", "https://frieren-anime.jp/")
    assert "\0" not in anime.title_ja + "".join(anime.other_titles.values_list("text", flat=True))


def test_infoboxes():
    box = parse_infobox(bangumi.INFOBOX)
    assert [item.value for item in box["话数"]] == ["28"]
    assert [(item.name, item.value) for item in box["别名"]][1] == ("en", "Frieren at the Funeral")
    assert parse_infobox("") == {}
    assert parse_infobox("{{Infobox\n|a= 1=2\n|b={\n[v]]\n[x|y|z]\n\n}\n|c=\n}}") == {
        key: tuple(type(box["话数"][0])(name=name, value=value) for name, value in items)
        for key, items in {"a": [("", "1=2")], "b": [("", "v]"), ("x", "y|z")]}.items()
    }
    assert parse_infobox("{{Infobox\n|a={\n[v]\n|b= 2\n}}")["b"][0].value == "2"


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("24m", 24),
        ("00:23:40", 24),
        ("23:40", 24),
        ("1h52m", 112),
        ("115分钟", 115),
        ("23分40秒", 23),
        ("24", 24),
        ("", None),
        ("约两小时", None),
        ("99:99:99", None),
    ],
)
def test_lengths(said, minutes):
    assert minutes_in(said) == minutes


def test_a_line_at_the_end_may_lack_its_break(frieren, tmp_path):
    folder = write_folder(tmp_path / "folder")
    (folder / "person.jsonlines").write_bytes(json.dumps(bangumi.person(1, "斎藤圭一郎")).encode())
    import_bangumi_archive(folder)
    assert Person.objects.filter(bangumi_id=1).exists()
