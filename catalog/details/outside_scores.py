"""What the members of other sites make of an anime, each under its site's name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.details.histograms import SCORES, Bar, bars_of
from catalog.models import Anime, ScoreSite, SiteScore

_NAMES = {ScoreSite.MYANIMELIST: "MyAnimeList", ScoreSite.BANGUMI: "Bangumi"}


@dataclass(frozen=True, kw_only=True)
class OutsideScore:
    """A figure that the source doesn't give is 0, a mean or a rank None."""

    site: str  # ScoreSite's value
    name: str
    score: float | None
    votes: int
    rank: int | None  # on that site
    histogram: tuple[int, ...]  # ten counts, of the votes for 1 to 10; () where the source gives none
    bars: tuple[Bar, ...]  # of the histogram
    members: int  # who have it on a list there
    wished: int
    watching: int
    completed: int
    on_hold: int
    dropped: int

    @property
    def has_collections(self) -> bool:
        """Whether the source tells what people do with it."""
        return any((self.wished, self.watching, self.completed, self.on_hold, self.dropped))


def outside_scores(anime: Anime, rows: Iterable[SiteScore]) -> tuple[OutsideScore, ...]:
    """MyAnimeList's first. Its mean and members are the anime's own; a row may bring more of it."""
    by_site = {ScoreSite(row.site): row for row in rows}
    return tuple(_known(anime, by_site))


def _known(anime: Anime, by_site: dict[ScoreSite, SiteScore]) -> Iterator[OutsideScore]:
    for site in _NAMES:
        row = by_site.get(site) or SiteScore(site=site)
        is_mal = site == ScoreSite.MYANIMELIST
        score = (anime.score or row.score) if is_mal else row.score
        members = max(row.collected, anime.members if is_mal else 0)
        if score is not None or members:
            yield _of_site(site, row, score=score, members=members)


def _of_site(site: ScoreSite, row: SiteScore, *, score: float | None, members: int) -> OutsideScore:
    counts = tuple(row.histogram) if len(row.histogram) == SCORES else ()
    return OutsideScore(
        site=site.value,
        name=_NAMES[site],
        score=score,
        votes=row.votes or sum(counts),
        rank=row.rank,
        histogram=counts,
        bars=bars_of(counts),
        members=members,
        wished=row.wished,
        watching=row.watching,
        completed=row.completed,
        on_hold=row.on_hold,
        dropped=row.dropped,
    )
