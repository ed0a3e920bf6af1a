"""Names of the countries and regions that make anime."""

from django.utils.translation import gettext_lazy as _

JAPAN = "JP"  # where most anime come from
COUNTRIES = {
    JAPAN: _("日本"),
    "CN": _("中国大陆"),
    "HK": _("中国香港"),
    "TW": _("中国台湾"),
    "KR": _("韩国"),
    "US": _("美国"),
    "FR": _("法国"),
    "GB": _("英国"),
    "CA": _("加拿大"),
    "RU": _("俄罗斯"),
}


def country_name(code: str) -> str:
    """In the language of the interface; the code itself for a country that has no name here."""
    return str(COUNTRIES.get(code, code))
