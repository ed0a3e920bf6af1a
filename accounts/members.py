"""Who asks, where a login is required."""

from typing import cast

from django.http import HttpRequest

from accounts.models import User


def member_of(request: HttpRequest) -> User:
    """For views behind ``login_required``."""
    return cast(User, request.user)
