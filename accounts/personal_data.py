"""A member's data: all of it handed out, or all of it removed.

Applications above this one add what they keep of a member, in their ``AppConfig.ready``.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

from accounts.models import User

# name in the export → what to put there (values that JSON knows)
Exporter = Callable[[User], Any]
# removes what the database's cascade doesn't reach; runs before the member's row goes
Eraser = Callable[[User], None]

_exporters: dict[str, Exporter] = {}
_erasers: list[Eraser] = []

_ACCOUNT_FIELDS = (
    "username",
    "email",
    "gender",
    "phone",
    "birthday",
    "signature",
    "region",
    "title_language",
    "interface_language",
    "allow_training",
    "date_joined",
    "last_login",
)


def register_exporter(name: str, exporter: Exporter) -> None:
    _exporters[name] = exporter


def register_eraser(eraser: Eraser) -> None:
    if eraser not in _erasers:
        _erasers.append(eraser)


def export_member(*, user: User) -> dict[str, Any]:
    account = {name: getattr(user, name) for name in _ACCOUNT_FIELDS} | {"avatar": user.avatar.name or ""}
    feedback = list(user.feedback.values("created_at", "kind", "page", "contact", "text"))
    others = {name: exporter(user) for name, exporter in _exporters.items()}
    return {"account": account, "feedback": feedback, **others}


@transaction.atomic
def delete_member(*, user: User) -> None:
    """Rows go at once; feedback stays, without the name of who wrote it."""
    for erase in _erasers:
        erase(user)
    user.feedback.update(contact="")
    avatar = user.avatar
    if avatar.name:
        transaction.on_commit(partial(avatar.storage.delete, avatar.name))
    user.delete()
