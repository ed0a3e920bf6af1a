"""Who runs this installation, as far as they say so."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email


@dataclass(frozen=True, kw_only=True)
class SiteOperator:
    name: str  # "" where nobody is named
    contact: str  # a mail address, the address of a page, or words; "" without
    contact_url: str  # where the contact leads; "" for words


def site_operator() -> SiteOperator:
    contact = settings.SITE_CONTACT
    return SiteOperator(name=settings.SITE_OPERATOR, contact=contact, contact_url=_url_of(contact))


def _url_of(contact: str) -> str:
    if contact.startswith(("https://", "http://")):
        return str(contact)
    try:
        validate_email(contact)
    except ValidationError:
        return ""
    return f"mailto:{contact}"
