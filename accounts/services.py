"""Changes to members and what they send in."""

from accounts.models import Feedback, FeedbackKind, User


def send_feedback(
    *, user: User | None, text: str, contact: str = "", kind: str = FeedbackKind.OTHER, page: str = ""
) -> Feedback:
    """``page``: its path on this site."""
    return Feedback.objects.create(user=user, text=text, contact=contact, kind=kind, page=page)


def choose_interface_language(*, user: User, language: str) -> None:
    user.interface_language = language
    user.save(update_fields=["interface_language"])
