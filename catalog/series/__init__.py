"""Which anime are one series, in which order they are watched, and what each is within it.

The evidence is TMDB's id of the show, titles without words for seasons in Chinese, Japanese and romaji, Bangumi's
tags that name the work, and relations that a source or an operator entered. An operator's word wins. The result is
written down (``series``, ``series_place``, ``series_role``) after an import or an edit: pages, rows and the model
read the same.
"""

from catalog.series.entries import Placed, Related, SeriesEntry
from catalog.series.finding import find_series
from catalog.series.refreshing import SERIES_FIELDS, refresh_series, watching_order

__all__ = ["SERIES_FIELDS", "Placed", "Related", "SeriesEntry", "find_series", "refresh_series", "watching_order"]
