"""Bodies of API requests: what JSON allows and no text of ours can be is refused, not an error further down."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StorableJSONParser(JSONParser):
    """Refuses bodies nested too deeply to be read, and text that no database holds: lone surrogates, NUL."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        try:
            data = super().parse(stream, media_type, parser_context)
            text = json.dumps(data, ensure_ascii=False)
            text.encode()
        except RecursionError as error:
            raise ParseError(_("嵌套过深。")) from error
        except UnicodeEncodeError as error:
            raise ParseError(_("含有无法保存的字符。")) from error
        # A NUL is written as \u0000 by dumps.
        if "\\u0000" in text and _holds_nul(data):
            raise ParseError(_("含有无法保存的字符。"))
        return data


def _holds_nul(data: object) -> bool:
    if isinstance(data, str):
        return "\0" in data
    if isinstance(data, dict):
        return any(_holds_nul(part) for pair in data.items() for part in pair)
    return isinstance(data, list) and any(_holds_nul(part) for part in data)
