"""A small Bangumi Archive of the exact shape of the real one: names, columns and kinds of values."""

import json
import zipfile
from pathlib import Path
from typing import Any

INFOBOX = """{{Infobox animanga/TVAnime\r
|中文名= 葬送的芙莉莲\r
|别名={\r
[Frieren: Beyond Journey's End]\r
[en|Frieren at the Funeral]\r
[葬送のフリーレン 第1期]\r
}\r
|话数= 28\r
|放送开始= 2023年9月29日\r
|放送星期= 星期五\r
|官方网站= https://frieren-anime.jp/\r
|播放电视台= 日本テレビ\r
|播放结束= 2024年3月22日\r
|原作= 山田鐘人・アベツカサ（小学館「週刊少年サンデー」）\r
|导演= 斎藤圭一郎\r
|音乐= Evan Call\r
|动画制作= マッドハウス\r
}}"""


def subject(number: int, name: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": 2,
        "name": name,
        "name_cn": "",
        "infobox": "{{Infobox animanga/TVAnime\r\n}}",
        "platform": 1,
        "summary": "",
        "nsfw": False,
        "tags": [],
        "meta_tags": [],
        "score": 0,
        "score_details": {str(n): 0 for n in range(1, 11)},
        "rank": 0,
        "date": "",
        "favorite": {"wish": 0, "done": 0, "doing": 0, "on_hold": 0, "dropped": 0},
        "series": False,
    } | fields


FRIEREN = subject(
    400602,
    "葬送のフリーレン",
    name_cn="葬送的芙莉莲",
    infobox=INFOBOX,
    summary="打倒了魔王的勇者一行的后日谈。\r\n\r\n她决定踏上了解人类的旅程。",
    tags=[{"name": "治愈", "count": 4000}, {"name": "奇幻", "count": 3500}, {"name": "2023年10月", "count": 900}],
    meta_tags=["TV", "日本", "漫画改", "奇幻"],
    score=8.5,
    score_details={str(n): n * 100 for n in range(1, 11)},
    rank=18,
    date="2023-09-29",
    favorite={"wish": 3000, "done": 20000, "doing": 4000, "on_hold": 500, "dropped": 200},
)
SECOND = subject(471793, "葬送のフリーレン 第2期", name_cn="葬送的芙莉莲 第二季", date="2026-01-16", platform=1)
FILM = subject(500000, "葬送のフリーレン 総集編", name_cn="芙莉莲 总集篇", date="2024-05-01", platform=3)
MANGA = subject(305690, "葬送のフリーレン", type=1, platform=1001)
STRANGER = subject(999001, "だれも知らない", favorite={"wish": 5, "done": 9, "doing": 0, "on_hold": 0, "dropped": 0})


def person(number: int, name: str, kind: int = 1, name_zh: str = "", **fields: Any) -> dict[str, Any]:
    infobox = f"{{{{Infobox Crt\r\n|简体中文名= {name_zh}\r\n}}}}"
    return {
        "id": number,
        "name": name,
        "type": kind,
        "career": ["seiyu"],
        "infobox": infobox,
        "summary": "",
        "comments": 1,
        "collects": 2,
    } | fields


def character(number: int, name: str, name_zh: str = "") -> dict[str, Any]:
    infobox = f"{{{{Infobox Crt\r\n|简体中文名= {name_zh}\r\n|别名={{\r\n[英文名|{name}]\r\n}}\r\n}}}}"
    return {"id": number, "role": 1, "name": name, "infobox": infobox, "summary": "", "comments": 0, "collects": 3}


def episode(number: int, subject_id: int, sort: float, **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"題{sort}",
        "name_cn": f"题{sort}",
        "description": "",
        "airdate": "2023-09-29",
        "disc": 0,
        "duration": "00:24:00",
        "subject_id": subject_id,
        "sort": sort,
        "type": 0,
    } | fields


def relation(one: int, kind: int, other: int) -> dict[str, Any]:
    return {"subject_id": one, "relation_type": kind, "related_subject_id": other, "order": 0}


def credit(subject_id: int, person_id: int, position: int) -> dict[str, Any]:
    return {"person_id": person_id, "subject_id": subject_id, "position": position, "appear_eps": ""}


def archive(**changed: list[Any]) -> dict[str, list[Any]]:
    """Objects by file; a member is replaced by its name with underscores."""
    files: dict[str, list[Any]] = {
        "subject": [FRIEREN, SECOND, FILM, MANGA, STRANGER],
        "subject-relations": [
            relation(400602, 3, 471793),
            relation(471793, 2, 400602),
            relation(400602, 4, 500000),
            relation(500000, 5, 400602),
            relation(400602, 1, 305690),
        ],
        "subject-persons": [
            credit(400602, 1, 2),
            credit(400602, 2, 1),
            credit(400602, 3, 67),
            credit(400602, 4, 6),
            credit(400602, 5, 20),
            credit(999001, 6, 2),
        ],
        "person": [
            person(1, "斎藤圭一郎", name_zh="斋藤圭一郎"),
            person(2, "山田鐘人", name_zh="山田钟人"),
            person(3, "マッドハウス", kind=2, infobox="{{Infobox Crt\r\n|别名={\r\n[英文名|MADHOUSE]\r\n}\r\n}}"),
            person(4, "Evan Call"),
            person(5, "原画の人"),
            person(6, "だれか"),
            person(7, "種﨑敦美", name_zh="种崎敦美"),
            person(8, "中文配音"),
        ],
        "subject-characters": [
            {"character_id": 11, "subject_id": 400602, "type": 1, "order": 0},
            {"character_id": 12, "subject_id": 400602, "type": 2, "order": 3},
        ],
        "person-characters": [
            {"person_id": 8, "subject_id": 400602, "character_id": 11, "type": 0, "summary": "中文版"},
            {"person_id": 7, "subject_id": 400602, "character_id": 11, "type": 0, "summary": ""},
        ],
        "character": [character(11, "フリーレン", "芙莉莲"), character(12, "ヒンメル", "辛美尔")],
        "episode": [
            episode(1, 400602, 1, name="冒険の終わり", name_cn="冒险结束"),
            episode(2, 400602, 2, airdate="2023-10-06"),
            episode(3, 400602, 1, type=1),
            episode(4, 400602, 1, type=2),
            episode(5, 999001, 1),
        ],
    }
    return files | {name.replace("_", "-"): rows for name, rows in changed.items()}


def as_lines(rows: list[Any]) -> bytes:
    """A row that is bytes already is a line as it is."""
    lines = (row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows)
    return b"".join(line + b"\n" for line in lines)


def write_zip(path: Path, files: dict[str, list[Any]] | None = None, *, folder: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in (files or archive()).items():
            packed.writestr(f"{folder}{name}.jsonlines", as_lines(rows))
    return path


def write_folder(path: Path, files: dict[str, list[Any]] | None = None) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in (files or archive()).items():
        (path / f"{name}.jsonlines").write_bytes(as_lines(rows))
    return path
