"""Style sheets, one component each, reach pages in bundles: a page asks for that of every page and for its own."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

COMPONENTS = settings.BASE_DIR / "animerec" / "static" / "css"
# The cascade is in this order: what comes later may take back what an earlier one says.
BUNDLES: dict[str, tuple[str, ...]] = {
    "site": (
        *("tokens", "top_bar", "footer", "segments", "frame", "fields", "buttons"),
        *("rows", "tabs", "pages", "chips", "tables", "notices", "menus", "dialogs", "toasts", "search_box"),
        *("grids", "covers", "cards", "card_buttons", "card_sheets", "floating", "stars", "progress"),
    ),
    "about": ("text", "model_card"),
    "anime": ("anime_page", "for_me", "anime_parts", "anime_lists", "opinions", "my_entry"),
    "blend": ("blend", "blended", "blend_examples"),
    "entry": ("forms", "entry"),
    "error": ("error",),
    "forms": ("forms",),
    "home": ("carousel",),
    "list": ("list_entries", "list"),
    "rankings": ("rank_filters", "rank_rows", "rank_buttons"),
    "recommendations": ("recommend_filters", "checks"),
    "search": ("search", "facets"),
    "season": ("rank_filters", "seasons"),
    "settings": ("forms", "settings"),
    "taste": ("taste_bars", "taste"),
    "text": ("text",),
    "welcome": ("welcome", "picks", "welcome_preview"),
    "works": ("works",),
}


class BundleFinder(BaseFinder):
    """It finds ``sheets/NAME.css``, which it puts together from the components whenever one of them has changed.

    As static files like all others, bundles get their hash and are compressed by ``collectstatic``.
    """

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        self.storage = FileSystemStorage(location=settings.HOME / "bundles")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        name = path.removeprefix("sheets/").removesuffix(".css")
        if name not in BUNDLES or path != f"sheets/{name}.css":
            return []
        found = str(self._put_together(name))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in BUNDLES:
            yield str(self._put_together(name).relative_to(self.storage.location)), self.storage

    def _put_together(self, name: str) -> Path:
        text = "\n".join((COMPONENTS / f"{sheet}.css").read_text(encoding="utf-8") for sheet in BUNDLES[name])
        bundle = Path(self.storage.location) / "sheets" / f"{name}.css"
        if not bundle.is_file() or bundle.read_text(encoding="utf-8") != text:
            bundle.parent.mkdir(parents=True, exist_ok=True)
            unfinished = bundle.with_suffix(f".{os.getpid()}")
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(bundle)
        return bundle
