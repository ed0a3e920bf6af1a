"""Bangumi's infoboxes: wiki text such as ``{{Infobox animanga/TVAnime|话数= 28|别名={ [en|Frieren] }}}`` as fields.

Written to bangumi/wiki-syntax-spec, but forgiving: a field that can't be read is left out, the others stay.
"""

import re
from dataclasses import dataclass

_OPENING = re.compile(r"\{\{Infobox[^\n|]*")
_FIELD = re.compile(r"\s*\|\s*([^=]+?)\s*=\s*(.*?)\s*$", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """``name`` is "" for an item without one, and for the only value of a field that isn't a list."""

    name: str = ""
    value: str


Infobox = dict[str, tuple[Item, ...]]


def parse_infobox(wiki: str) -> Infobox:
    """Fields in order, without empty values; a field that comes twice has the values of both."""
    fields: Infobox = {}
    name = ""
    for line in _OPENING.sub("", wiki.replace("\r\n", "\n").replace("\r", "\n"), count=1).split("\n"):
        content = line.strip()
        if name and content.startswith("}"):
            name = ""
        elif name and content.startswith("["):
            _add(fields, name, _item(content))
        elif found := _FIELD.match(line):
            name = _opened(fields, found[1], found[2])
    return fields


def values_of(infobox: Infobox, *names: str) -> list[str]:
    """The values of the fields of these names, in their order."""
    return [item.value for name in names for item in infobox.get(name, ())]


def _opened(fields: Infobox, name: str, value: str) -> str:
    """The field's name where a list begins here, else ""."""
    if value == "{":
        return name
    if value.startswith("{") and value.endswith("}"):
        for inner in re.findall(r"\[(.*?)\](?=\s*(?:\[|\}))", value):
            _add(fields, name, _item(f"[{inner}]"))
        return ""
    # The infobox may close on the line of its last field.
    _add(fields, name, Item(value=value.removesuffix("}}").strip()))
    return ""


def _item(content: str) -> Item:
    inner = content[1:-1] if content.endswith("]") else content[1:]
    name, bar, value = inner.partition("|")
    return Item(name=name.strip(), value=value.strip()) if bar else Item(value=inner.strip())


def _add(fields: Infobox, name: str, item: Item) -> None:
    if item.value:
        fields[name] = (*fields.get(name, ()), item)
