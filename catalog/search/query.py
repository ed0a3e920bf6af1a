"""A search as both doors, page and API, ask for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from catalog.airing import STATUSES
from catalog.models import AnimeSource, AnimeType, Season
from catalog.search.index.contents import EPISODES, FACET_FIELDS, MEMBERS, NONE, SCORES
from catalog.search.text.analysis import LONGEST_QUERY

PAGE_SIZE = 24
SORTS = ("relevance", "match", "score", "popularity", "newest")
# Several chosen values of these must all hold; of any other facet, they mean any of them.
ALL_OF = frozenset({"genre", "tag", "staff"})
# More than anybody chooses by hand.
_MOST_VALUES = 30
_LAST_PAGE = 100_000
FIXED_VALUES: dict[str, tuple[str, ...]] = {
    "type": tuple(AnimeType.values),
    "season": tuple(Season.values),
    "status": STATUSES,
    "source": (*AnimeSource.values, NONE),
    "episodes": (*(name for name, _ in EPISODES), NONE),
    "score": (*(name for name, _ in SCORES), NONE),
    "members": (*(name for name, _ in MEMBERS), NONE),
}


@dataclass(frozen=True, kw_only=True)
class SearchQuery:
    """``text`` as it was typed, cut and without control characters; facet values by facet; ``page`` from 1.

    Frozen and comparable: the same search has the same URL.
    """

    text: str = ""
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    hide_mine: bool = False
    page: int = 1

    @classmethod
    def from_params(cls, params: QueryDict | Mapping[str, Sequence[str]]) -> "SearchQuery":
        """Whatever comes: unknown values are left out, a page that is no number is the first.

        A value of a facet that begins with "-" excludes. ``params`` may hold lists, as QueryDict does.
        """
        values = {name: _list(params, name) for name in (*FACET_FIELDS, "q", "sort", "mine", "page")}
        text = clean_text(_last(values["q"]))
        sort = _last(values["sort"])
        page = _last(values["page"])
        is_number = page.isascii() and page.isdigit() and len(page) < 9
        return cls(
            text=text,
            include={name: chosen for name in FACET_FIELDS if (chosen := _chosen(name, values[name], ""))},
            exclude={name: chosen for name in FACET_FIELDS if (chosen := _chosen(name, values[name], "-"))},
            sort=sort if sort in SORTS else "relevance",
            hide_mine=_last(values["mine"]) == "hide",
            page=min(max(1, int(page)), _LAST_PAGE) if is_number else 1,
        )

    @property
    def has_filters(self) -> bool:
        return bool(self.include or self.exclude or self.hide_mine)

    def state_of(self, name: str, value: str) -> str:
        if value in self.include.get(name, ()):
            return "include"
        return "exclude" if value in self.exclude.get(name, ()) else ""

    def with_value(self, name: str, value: str, *, state: str) -> "SearchQuery":
        """The query with this value of a facet included, excluded or ("") neither, on its first page."""
        include = {key: tuple(one for one in its if (key, one) != (name, value)) for key, its in self.include.items()}
        exclude = {key: tuple(one for one in its if (key, one) != (name, value)) for key, its in self.exclude.items()}
        if state:
            side = include if state == "include" else exclude
            side[name] = (*side.get(name, ()), value)
        return replace(
            self,
            include={key: its for key, its in include.items() if its},
            exclude={key: its for key, its in exclude.items() if its},
            page=1,
        )

    def without_filters(self) -> "SearchQuery":
        return replace(self, include={}, exclude={}, hide_mine=False, page=1)

    def params(self) -> list[tuple[str, str]]:
        """As in the URL, in a fixed order, without what is the default."""
        pairs = [("q", self.text)] if self.text else []
        for name in FACET_FIELDS:
            pairs += [(name, value) for value in sorted(self.include.get(name, ()))]
            pairs += [(name, f"-{value}") for value in sorted(self.exclude.get(name, ()))]
        if self.hide_mine:
            pairs.append(("mine", "hide"))
        if self.sort != "relevance":
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def url(self) -> str:
        return f"/search/?{urlencode(self.params())}" if self.params() else "/search/"


def clean_text(raw: str) -> str:
    """Cut, without control characters and lone surrogates, with single spaces."""
    raw = raw.encode("utf-8", "ignore").decode("utf-8")[:LONGEST_QUERY]
    return " ".join("".join(char if char.isprintable() else " " for char in raw).split())


def _list(params: QueryDict | Mapping[str, Sequence[str]], name: str) -> list[str]:
    if isinstance(params, QueryDict):
        return list(params.getlist(name))
    value = params.get(name, ())
    return [value] if isinstance(value, str) else list(value)


def _last(values: Sequence[str]) -> str:
    return values[-1] if values else ""


def _chosen(name: str, values: Iterable[str], sign: str) -> tuple[str, ...]:
    its = [value.removeprefix("-") for value in values if value.startswith("-") == bool(sign)]
    return tuple(dict.fromkeys(value for value in its if _is_value(name, value)))[:_MOST_VALUES]


def _is_value(name: str, value: str) -> bool:
    if name in FIXED_VALUES:
        return value in FIXED_VALUES[name]
    if name == "country":
        return value == NONE or (len(value) == 2 and value.isascii() and value.isalpha() and value.isupper())
    return value.isascii() and value.isdigit() and len(value) < 10
