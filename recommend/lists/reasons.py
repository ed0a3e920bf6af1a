"""Why an anime is recommended, in words: only what is true of the member's own list."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from ml.data.interactions import DROPPED, PLAN_TO_WATCH, UserHistory

GOOD_SCORE = 7
MOST = 3


def reasons_in_words(because: Iterable[int], *, history: UserHistory, titles: Mapping[int, str]) -> tuple[str, ...]:
    """At most three; anime without a title here (hidden ones) give none, nor does what the member disliked."""
    entries = {
        int(anime_id): (int(score), int(status), bool(favorite))
        for anime_id, score, status, favorite in zip(
            history.anime_ids, history.ratings, history.statuses, history.favorites, strict=True
        )
    }
    sentences = (_sentence(titles[anime_id], *entries[anime_id]) for anime_id in because if anime_id in titles)
    return tuple(sentence for sentence in sentences if sentence)[:MOST]


def _sentence(title: str, score: int, status: int, favorite: bool) -> str:
    if score >= GOOD_SCORE:
        return _("因为你给《%(title)s》打了 %(score)d 分") % {"title": title, "score": score}
    if favorite:
        return _("因为你喜欢《%(title)s》") % {"title": title}
    if score or status == DROPPED:
        return ""
    if status == PLAN_TO_WATCH:
        return _("因为你想看《%(title)s》") % {"title": title}
    return _("因为你看过《%(title)s》") % {"title": title}
