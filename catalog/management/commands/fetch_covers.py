"""``manage.py fetch_covers``: copies of the covers that the catalogue knows an address of."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from catalog.pictures.fetching import Outcome, covers_to_fetch, fetch_covers
from catalog.pictures.remote import Rules


class Command(BaseCommand):
    help = (
        "Copies covers from the addresses in the catalogue into this site's media folder, the most popular first. "
        "Ctrl-C stops it; started again, it goes on. Make sure that you may show these pictures."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, help="so many at most")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests to one host (1)")
        parser.add_argument("--retry", action="store_true", help="ask again for those that failed before")
        parser.add_argument(
            "--own-host", action="append", default=[], metavar="HOST", help="a host in your private network; repeatable"
        )
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(
        self,
        *,
        limit: int | None,
        pause: float,
        retry: bool,
        own_host: list[str],
        json: bool,
        **options: Any,
    ) -> None:
        if (limit is not None and limit < 1) or pause < 0:
            raise CommandError("--limit must be 1 or more, and --pause 0 or more.")
        wanted = covers_to_fetch(retry=retry, limit=limit)
        rules, outcomes, stopped = Rules(own_hosts=frozenset(own_host)), [], False
        bar = tqdm(total=len(wanted), unit="cover", disable=json or not sys.stderr.isatty())
        try:
            for outcome in fetch_covers(wanted, rules=rules, pause=pause):
                outcomes.append(outcome)
                bar.update()
                if outcome.reason and not json:
                    bar.write(f"{outcome.id} {outcome.url}: {outcome.reason}", file=sys.stderr)
        except KeyboardInterrupt:
            stopped = True
        finally:
            bar.close()
        self._report(outcomes, left=len(wanted) - len(outcomes), as_json=json)
        if stopped:
            raise CommandError("Stopped. Run it again to go on.", returncode=130)

    def _report(self, outcomes: list[Outcome], *, left: int, as_json: bool) -> None:
        failed = [asdict(outcome) for outcome in outcomes if outcome.reason]
        result = {"fetched": len(outcomes) - len(failed), "failed": failed, "left": left}
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self.stdout.write(f"{result['fetched']} fetched, {len(failed)} failed, {left} left.")
