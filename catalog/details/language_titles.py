"""Every title of an anime, with its language for fonts and for voices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.models import Anime, TitleLanguage

# What <html lang> calls the language of a title; "" where nobody knows.
_LANG = {
    TitleLanguage.ZH_HANS: "zh-Hans",
    TitleLanguage.ZH_HANT: "zh-Hant",
    TitleLanguage.JA: "ja",
    TitleLanguage.EN: "en",
    TitleLanguage.ROMAJI: "ja-Latn",
}


@dataclass(frozen=True, kw_only=True)
class LanguageTitle:
    language: str  # TitleLanguage's value
    label: str
    text: str
    lang: str  # for HTML's attribute, "" when unknown


def all_titles(anime: Anime, aliases: Iterable[tuple[str, str]]) -> Iterator[LanguageTitle]:
    """The main titles, then the aliases (language, text), each text once."""
    main = (
        (TitleLanguage.ZH_HANS, anime.title_zh_hans),
        (TitleLanguage.ZH_HANT, anime.title_zh_hant),
        (TitleLanguage.JA, anime.title_ja),
        (TitleLanguage.ROMAJI, anime.title_romaji),
        (TitleLanguage.EN, anime.title_en),
    )
    others = ((TitleLanguage(language), text) for language, text in aliases)
    shown = set()
    for language, text in (*main, *others):
        if text and text not in shown:
            shown.add(text)
            lang = _LANG.get(language, "")
            yield LanguageTitle(language=language.value, label=str(language.label), text=text, lang=lang)
