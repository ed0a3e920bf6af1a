"""One large JSON object whose member ``data`` is an array: its elements one by one, pretty-printed or minified."""

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

from catalog.importing.errors import BadPackage

_CHUNK = 2**20
_LONGEST_ELEMENT = 8 * 2**20  # characters
_SPACE = " \t\r\n"


class _Text:
    """Characters of ``file`` with a place in them; grows at the end, forgets what lies before the place."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name = file, name
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder()
        self._text, self._at, self._before, self._over = "", 0, 0, False

    def refuse(self, problem: str) -> BadPackage:
        return BadPackage(f"{self._name}, character {self._before + self._at + 1:,}: {problem}. Download it again.")

    def next(self) -> str:
        """The next character that is no blank, "" at the end; it stays where it is."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._grow():
                return ""

    def expect(self, character: str) -> None:
        if self.next() != character:
            raise self.refuse(f"{character!r} was expected")
        self._at += 1

    def value(self) -> Any:
        """The whole JSON value that begins here."""
        self.next()
        while True:
            try:
                found, end = self._json.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self._at > _LONGEST_ELEMENT or not self._grow():
                    raise self.refuse("not JSON, or cut off") from error
                continue
            # A number may go on in what hasn't been read yet.
            if end == len(self._text) and self._grow():
                continue
            self._at = end
            return found

    def _grow(self) -> bool:
        if self._over:
            return False
        self._before += self._at
        piece = self._file.read(_CHUNK)
        self._over = not piece
        try:
            self._text = self._text[self._at :] + self._decoder.decode(piece, final=self._over)
        except UnicodeDecodeError as error:
            raise self.refuse("not UTF-8") from error
        self._at = 0
        return not self._over


def read_array(file: IO[bytes], *, name: str, member: str) -> Iterator[tuple[int, Any]]:
    """Number (from 1) and value of each element of the array ``member`` of the one object in ``file``.

    Raises BadPackage where the file isn't such an object, or is cut; elements before that have been given out.
    """
    text = _Text(file, name)
    text.expect("{")
    while text.next() == '"':
        key = text.value()
        text.expect(":")
        if key == member:
            yield from _elements(text)
            return
        text.value()
        if text.next() == ",":
            text.expect(",")
    raise BadPackage(f"{name} has no {member!r}: is it the right file?")


def _elements(text: _Text) -> Iterator[tuple[int, Any]]:
    text.expect("[")
    number = 0
    while text.next() != "]":
        if number:
            text.expect(",")
        number += 1
        yield number, text.value()
    text.expect("]")
