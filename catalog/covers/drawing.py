"""A drawn cover for every anime without a picture: the same on each visit, and no request to anybody.

An SVG without styles or scripts, so that it passes a strict content security policy.
"""

from dataclasses import dataclass
from unicodedata import east_asian_width

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from catalog.covers.subject import Subject

WIDTH, HEIGHT = 200, 300
COLUMN_LENGTH, COLUMNS = 7, 2  # characters of an upright title
LINE_LENGTH, LONGEST_WORD, LINES = 12, 17, 5  # letters of a level one
FONTS = "Noto Serif CJK SC, Source Han Serif SC, Songti SC, STSong, Georgia, serif"  # as .cover-art in anime.css
NOT_XML = dict.fromkeys((*range(32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


@dataclass(frozen=True)
class Palette:
    ground: str
    shade: str
    light: str
    ink: str


PALETTES = (
    Palette("#1f2747", "#39488a", "#f2b84b", "#fff6e0"),
    Palette("#a8352a", "#c9503c", "#f6d7a8", "#fff6ea"),
    Palette("#17403a", "#2c7262", "#e9c46a", "#f4f7e9"),
    Palette("#f3ccd3", "#e293a6", "#fffaf5", "#4a1f2c"),
    Palette("#b4dcec", "#62a9cf", "#fff8e6", "#12334a"),
    Palette("#3a1f3d", "#733f70", "#f2a65a", "#fdf0e6"),
    Palette("#ead9bc", "#d0a76f", "#b5482f", "#3c2616"),
    Palette("#24272d", "#424a55", "#d94f3d", "#f5f2ec"),
    Palette("#d2e8d8", "#84bf9f", "#f4a259", "#173a2b"),
    Palette("#0f3b57", "#1f7590", "#9bd6ca", "#f0fbf8"),
    Palette("#5a2a1c", "#9d4d2c", "#f4c27a", "#fff3e0"),
    Palette("#d3cbec", "#9486cb", "#fff0bd", "#2a2150"),
)

# Each draws in the lower two thirds, in {shade} and {light}, {x} (0..60) to the right.
MOTIFS = (
    # sun over hills
    '<circle cx="{a}" cy="178" r="52" fill="{light}"/><path d="M0 236q50-52 108-18t92-30v112H0z" fill="{shade}"/>'
    '<path d="M0 270q60-34 112-8t88-12v50H0z" fill="{ground}" opacity=".55"/>',
    # rings
    '<g fill="none" stroke="{shade}" stroke-width="15"><circle cx="{b}" cy="262" r="122"/>'
    '<circle cx="{b}" cy="262" r="88"/><circle cx="{b}" cy="262" r="54"/></g>'
    '<circle cx="{b}" cy="262" r="27" fill="{light}"/>',
    # peaks and a moon
    '<circle cx="{b}" cy="150" r="24" fill="{light}"/><path d="M-20 300L{b} 172 150 300z" fill="{shade}"/>'
    '<path d="M70 300l72-92 86 92z" fill="{shade}" opacity=".65"/>',
    # waves
    '<g fill="none" stroke="{shade}" stroke-width="11"><path d="M-20 188q30-30 60 0t60 0 60 0 60 0"/>'
    '<path d="M-20 222q30-30 60 0t60 0 60 0 60 0"/><path d="M-20 256q30-30 60 0t60 0 60 0 60 0"/>'
    '<path d="M-20 290q30-30 60 0t60 0 60 0 60 0"/></g><circle cx="{a}" cy="160" r="20" fill="{light}"/>',
    # petals
    '<g fill="{shade}" transform="translate({b} 224)"><ellipse cy="-40" rx="26" ry="42"/>'
    '<ellipse cy="-40" rx="26" ry="42" transform="rotate(72)"/>'
    '<ellipse cy="-40" rx="26" ry="42" transform="rotate(144)"/>'
    '<ellipse cy="-40" rx="26" ry="42" transform="rotate(216)"/>'
    '<ellipse cy="-40" rx="26" ry="42" transform="rotate(288)"/><circle r="17" fill="{light}"/></g>',
    # rays
    '<g fill="{shade}" transform="translate({b} 306)"><path d="M0 0l-130-70v-44zM0 0l-96-176 44-14zM0 0L0-214l44 6z'
    'M0 0L118-168l30 34zM0 0l170-62v44z"/><circle r="44" fill="{light}"/></g>',
    # roofs of a town at night
    '<path d="M0 300v-72h34v-40h42v58h30v-92l24-22 24 22v62h46v84z" fill="{shade}"/>'
    '<g fill="{light}"><path d="M44 204h9v12h-9zM60 204h9v12h-9zM44 226h9v12h-9zM118 172h9v12h-9zM134 172h9v12h-9z'
    'M118 196h9v12h-9zM166 232h9v12h-9zM14 246h9v12h-9z"/></g>',
)


def palette_of(card: Subject) -> Palette:
    return PALETTES[_number(card) % len(PALETTES)]


def draw_cover(card: Subject) -> SafeString:
    """The same as a file of its own: no style sheet reaches it, and one control character would make it no XML."""
    drawn = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}" xml:lang="zh-Hans" '
        'font-family="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        FONTS,
        _portrait(card),
    )
    return mark_safe(drawn.translate(NOT_XML))  # noqa: S308


def draw_banner(card: Subject) -> SafeString:
    """Wide, 3:1, without words: they stand beside it on the page."""
    palette = palette_of(card)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300" viewBox="0 0 900 300" '
        'preserveAspectRatio="xMaxYMid slice"><path d="M0 0h900v300H0z" fill="{}"/><g transform="translate(640 -64) scale(1.24)">{}</g>'
        '<g transform="translate(430 60) scale(.8)" opacity=".35">{}</g></svg>',
        palette.ground,
        _motif(card, palette),
        _motif(card, palette),
    )


def _portrait(card: Subject) -> SafeString:
    palette = palette_of(card)
    return format_html(
        '<path d="M0 0h200v300H0z" fill="{}"/>{}<g fill="{}" stroke="{}" stroke-width="4" stroke-linejoin="round" '
        'paint-order="stroke">{}</g>',
        palette.ground,
        _motif(card, palette),
        palette.ink,
        palette.ground,
        _upright(card.title) if _is_wide(card.title) else _level(card.title),
    )


def _motif(card: Subject, palette: Palette) -> SafeString:
    number = _number(card)
    shift = number // 97 % 61
    drawing = MOTIFS[number // 13 % len(MOTIFS)]
    # Only the colours above and whole numbers go into it.
    return mark_safe(  # noqa: S308
        drawing.format(ground=palette.ground, shade=palette.shade, light=palette.light, a=70 + shift, b=60 + shift)
    )


def _number(card: Subject) -> int:
    """Spread over neighbouring ids, which are often seasons of one series (Knuth's multiplicative hash)."""
    return card.id * 2654435761 % 2**32 >> 7


def _is_wide(text: str) -> bool:
    return any(east_asian_width(letter) == "W" for letter in text)


def _upright(title: str) -> SafeString:
    """Columns from right to left; Latin words after the first East Asian ones are left out."""
    columns = _columns([word for word in title.split() if _is_wide(word)])
    letters = "".join(columns)
    xs = [174 - 33 * number for number, column in enumerate(columns) for _ in column]
    ys = [38 + 29 * place for column in columns for place in range(len(column))]
    return format_html(
        '<text text-anchor="middle" font-size="26" font-weight="700" x="{}" y="{}">{}</text>',
        " ".join(map(str, xs)),
        " ".join(map(str, ys)),
        letters,
    )


def _columns(words: list[str]) -> list[str]:
    """A word keeps to its column where it fits; a long one is spread evenly over both."""
    text = "".join(words)
    if len(text) <= COLUMN_LENGTH:
        return [text]
    if len(words) > 1 and len(words[0]) <= COLUMN_LENGTH:
        rest = "".join(words[1:])
        return [words[0], rest if len(rest) <= COLUMN_LENGTH else f"{rest[: COLUMN_LENGTH - 1]}…"]
    room = COLUMN_LENGTH * COLUMNS
    text = text if len(text) <= room else f"{text[: room - 1]}…"
    half = (len(text) + 1) // COLUMNS
    return [text[:half], text[half:]]


def _level(title: str) -> SafeString:
    lines = _lines(title)
    size = min(25, int(170 / max(1, *map(_breadth, lines))))
    spans = [
        format_html('<tspan x="16" y="{}">{}</tspan>', 42 + index * (size + 4), line)
        for index, line in enumerate(lines)
    ]
    return format_html('<text font-size="{}" font-weight="800">{}</text>', size, mark_safe("".join(spans)))  # noqa: S308


def _breadth(line: str) -> float:
    """How wide bold letters are, in their size; estimated from above."""
    return sum(0.78 if letter.isupper() or not letter.isascii() else 0.6 for letter in line)


def _lines(title: str) -> list[str]:
    lines = [""]
    for word in title.split() or [title]:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LINE_LENGTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    shown = [line if len(line) <= LONGEST_WORD else f"{line[: LONGEST_WORD - 1]}…" for line in lines[:LINES]]
    if len(lines) > LINES:
        shown[-1] = f"{shown[-1].rstrip('…')[: LINE_LENGTH - 1]}…"
    return shown
