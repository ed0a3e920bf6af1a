"""What every page knows of its reader's choices."""

from django.http import HttpRequest

from accounts.theme import chosen_theme


def theme(request: HttpRequest) -> dict[str, str]:
    return {"theme": chosen_theme(request)}
