"""Of a series the one to begin with: the earliest beginning that is nearly as good as the best."""

from dataclasses import dataclass
from datetime import date

from recommend.home.entry_points import entry_points, goes_on


@dataclass(frozen=True)
class One:
    id: int
    score: float | None
    start_date: date | None
    series: str = "a"
    series_place: int = 1
    series_role: str = "main"


def test_a_much_better_remake_stands_for_its_series():
    old, later = One(1, 8.1, date(2003, 10, 4)), One(2, 9.1, date(2009, 4, 5))
    assert entry_points([later, old, One(3, 7.0, date(2001, 1, 1), series="")]) == [
        later,
        One(3, 7.0, date(2001, 1, 1), series=""),
    ]


def test_an_old_series_that_is_nearly_as_good_stands_for_itself():
    old, later = One(1, 8.8, date(2003, 10, 4)), One(2, 9.1, date(2009, 4, 5))
    assert entry_points([later, old]) == [old]


def test_later_seasons_and_what_accompanies_them_are_not_begun_with():
    first, second = One(1, 7.0, date(2003, 10, 4)), One(2, 9.1, date(2009, 4, 5), series_place=2)
    recap = One(3, 9.9, date(2010, 4, 5), series_role="recap")
    assert entry_points([recap, second, first]) == [first]
    assert entry_points([recap]) == []
    assert [goes_on(one) for one in (first, second, recap)] == [False, True, True]
