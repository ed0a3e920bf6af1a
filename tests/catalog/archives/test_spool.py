from datetime import date

from catalog.importing.bangumi_archive.episodes import EpisodeRow
from catalog.importing.facts.records import PARTS, AnimeFacts, CastRow, Figures, Named
from catalog.importing.facts.spool import Spool

FACTS = AnimeFacts(
    id=52991,
    fill={"title_ja": "葬送のフリーレン", "year": 2023, "start_date": date(2023, 9, 29), "score": 9.1, "season": None},
    titles=(("zh-hans", "葬送的芙莉莲"), ("en", 'Frieren: "Beyond"\nJourney\u2028’s End \ud83d')),
    studios=(Named(spellings=("MADHOUSE", "マッドハウス")),),
    figures=Figures(site="bangumi", score=None, histogram=tuple(range(10))),
    staff=((3, "director"), ("斎藤圭一郎", "director")),
    cast=(CastRow(character=1, voice=None, role="main", place=0),),
)


def test_what_comes_out_is_what_went_in():
    facts = [FACTS, AnimeFacts(id=1, new=True), FACTS]
    with Spool(AnimeFacts, *PARTS) as spool:
        for one in facts:
            spool.add(one)
        assert len(spool) == 3
        assert list(spool.batches(2)) == [facts[:2], facts[2:]]


def test_episodes_with_and_without_a_day():
    rows = [
        EpisodeRow(subject=7, kind="main", number=number, title="一", title_zh="", air_date=day, minutes=24)
        for number, day in ((1.0, date(2021, 1, 3)), (1.5, None))
    ]
    with Spool(EpisodeRow) as spool:
        for row in rows:
            spool.add(row)
        assert list(spool.batches(10)) == [rows]
