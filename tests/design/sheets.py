"""The style sheets as text and as selectors, and the classes that markup has."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "animerec/static/css"
SHEETS = sorted(FOLDER.glob("*.css"))
TOKENS = FOLDER / "tokens.css"
TEMPLATES = sorted(file for file in (ROOT / "templates").rglob("*") if file.is_file())
# Scripts, and modules that make markup.
_OTHERS = ("frontend/src", "animerec", "accounts", "catalog", "favorites", "recommend")
# What a class attribute holds, with the tags and the quotes of Django's templates in it.
_ATTRIBUTE = re.compile(r'(?<![:\w-])class=\\?"((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*?)\\?"', re.DOTALL)
_BOUND = re.compile(r'(?:v-bind)?:class="([^"]*)"')
_SET = re.compile(r"""classList\.\w+\(([^)]*)\)|className\s*=\s*([^;]*);|["']?\bclass["']?:\s*f?("[^"]*"|`[^`]*`)""")
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)"|`([^`]*)`""")
_KEY = re.compile(r"[{,]\s*(\w+)\s*:")
_MAIN = re.compile(r"\{% block main_class %\}(.*?)\{% endblock %\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def without_comments(sheet: Path) -> str:
    return _COMMENT.sub("", sheet.read_text())


def styled_classes(sheet: Path) -> set[str]:
    selectors = re.sub(r"@[^{]*\{", "", re.sub(r"\{[^{}]*\}", " ", without_comments(sheet)))
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))


def classes_of(file: Path) -> set[str]:
    """Whole names; where a part of one is put in later, an asterisk stands for it."""
    text = file.read_text()
    return {name for value in _values(file.suffix, text) for name in _names(value)}


def classes_of_markup() -> set[str]:
    others = [
        file
        for folder in _OTHERS
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".vue", ".ts", ".js", ".py"} and "dist" not in file.parts
    ]
    return {name for file in (*TEMPLATES, *others) for name in classes_of(file)}


def _values(suffix: str, text: str) -> Iterator[str]:
    yield from _ATTRIBUTE.findall(text)
    if suffix == ".html":
        yield from _MAIN.findall(text)
        return
    for groups in _SET.findall(text):
        yield from _quoted("".join(groups))
    for bound in _BOUND.findall(text):
        yield from _quoted(bound)
        yield from _KEY.findall(bound)


def _quoted(code: str) -> Iterator[str]:
    return ("".join(groups) for groups in _QUOTED.findall(code))


def _names(value: str) -> list[str]:
    value = re.sub(r"\{%.*?%\}", " ", value, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}|\$?\{[^{}]*\}", "*", value, flags=re.DOTALL).split()
