"""``manage.py learn_genres``: the weights by which genres follow from tags, made anew."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.genres import GENRES
from catalog.importing.errors import ImportFailed
from catalog.importing.tags.examples import describe_anime, examples_before, read_genre_file
from catalog.importing.tags.inference import WEIGHTS_FILE
from catalog.importing.tags.learning import learn_weights


class Command(BaseCommand):
    help = (
        "Learns from the anime before --before that have both genres and tags in the packages of the last import, and "
        f"writes {WEIGHTS_FILE.name}. Run genre_benchmark and the tests afterwards, then commit the file."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--genres", type=Path, help="a newer list of genres: CSV with anime_id and Genres")
        parser.add_argument("--before", type=int, default=2021, help="first year that nothing is learnt from")
        parser.add_argument("--output", type=Path, default=WEIGHTS_FILE)

    def handle(self, **options: Any) -> None:
        try:
            named = read_genre_file(options["genres"]) if options["genres"] else {}
            described = describe_anime(settings.HOME / "catalogue")
        except (ImportFailed, OSError) as error:
            raise CommandError(str(error)) from error
        examples = examples_before(options["before"], described, named)
        if not examples:
            raise CommandError("There is nothing to learn from: run import_catalogue first.")
        weights = learn_weights(examples, genres=GENRES)
        options["output"].write_text(weights.dumps(), encoding="utf-8")
        made = f"{len(weights.biases)} genres by {len(weights.clues)} clues, from {len(examples)} anime"
        self.stdout.write(f"{made}: {options['output']}")
