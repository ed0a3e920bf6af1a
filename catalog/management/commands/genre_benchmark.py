"""``manage.py genre_benchmark PATH``: genres that follow from tags, against a list of MyAnimeList's own."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.genres import GENRES
from catalog.importing.errors import ImportFailed
from catalog.importing.tags.examples import describe_anime, read_genre_file
from catalog.models import Anime


class Command(BaseCommand):
    help = (
        "Precision, recall and F1 (micro) of the catalogue's genres against a CSV with anime_id and Genres, on anime "
        "whose genres no package gives. Themes and demographics, which such lists don't call genres, are left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--years", type=int, nargs=2, default=(2021, 2023), metavar=("FIRST", "LAST"))
        parser.add_argument("--each", action="store_true", help="every genre by itself too")

    def handle(self, **options: Any) -> None:
        first, last = options["years"]
        try:
            named = read_genre_file(options["path"])
            described = describe_anime(settings.HOME / "catalogue")
        except (ImportFailed, OSError) as error:
            raise CommandError(str(error)) from error
        given = {anime_id for anime_id, anime in described.items() if anime.genres}
        anime = Anime.objects.filter(year__range=(first, last), pk__in=named.keys() - given)
        pairs = [
            (set(named[one.pk]) & set(GENRES), {genre.name for genre in one.genres.all()} & set(GENRES))
            for one in anime.prefetch_related("genres")
        ]
        self._show("all", [pair for pair in pairs if pair[0]])
        self._show("with any", [pair for pair in pairs if pair[0] and pair[1]])
        for genre in GENRES if options["each"] else ():
            self._show(genre, [(own & {genre}, found & {genre}) for own, found in pairs])

    def _show(self, label: str, pairs: list[tuple[set[str], set[str]]]) -> None:
        own, found = sum(len(one) for one, _ in pairs), sum(len(other) for _, other in pairs)
        right = sum(len(one & other) for one, other in pairs)
        precision, recall, f1 = right / max(1, found), right / max(1, own), 2 * right / max(1, own + found)
        self.stdout.write(
            f"{label}: {len(pairs)} anime, {own} genres; precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
        )
