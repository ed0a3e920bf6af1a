"""Drawn pictures for anime that have none: SVG without scripts, styles and references, the same on every visit.

The genres decide what is drawn and in which colours, the year how it is printed, the id how it is composed.
Nothing here knows of the database; catalog.pictures says where the files are found.
"""

from catalog.covers.drawing import draw_banner, draw_cover
from catalog.covers.guessing import guess_genres
from catalog.covers.subject import Subject, banner_version, cover_version

__all__ = ["Subject", "banner_version", "cover_version", "draw_banner", "draw_cover", "guess_genres"]
