"""Changes to members and what they send in."""

from accounts.models import Feedback, User


def send_feedback(*, user: User | None, contact: str, text: str) -> Feedback:
    return Feedback.objects.create(user=user, contact=contact, text=text)


def choose_interface_language(*, user: User, language: str) -> None:
    user.interface_language = language
    user.save(update_fields=["interface_language"])
