"""One cast for all tests: alice, who has been here a while; bob, who is new; root, who runs the site."""

from datetime import date
from typing import Any

from accounts.models import User

PASSWORD = "correct horse 9"


def make_member(username: str = "alice", **fields: Any) -> User:
    defaults: dict[str, Any] = {"gender": "f", "birthday": date(2000, 2, 29), "region": "SH"}
    return User.objects.create_user(username, password=PASSWORD, **(defaults | fields))


def registration(**fields: str) -> dict[str, str]:
    """What the form of 用户注册 sends."""
    required = {"username": "bob", "password": PASSWORD, "gender": "m", "birthday": "2001-05-06"}
    return required | fields
