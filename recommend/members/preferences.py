"""热门⇄冷门 and 熟悉⇄惊喜: two scales that a member sets once."""

from accounts.models import User
from ml.reranking.leaning import NO_LEAN, Lean
from recommend.models import RecommendationPreferences
from recommend.models.preferences import FURTHEST


def lean_of(user: User) -> Lean:
    """One query."""
    row = RecommendationPreferences.objects.filter(user=user).values_list("obscure", "surprise").first()
    return as_lean(*row) if row else NO_LEAN


def as_lean(obscure: int, surprise: int) -> Lean:
    """From steps of -2 to 2."""
    return Lean(obscure=obscure / FURTHEST, surprise=surprise / FURTHEST)


def set_preferences(*, user: User, obscure: int, surprise: int) -> None:
    RecommendationPreferences.objects.update_or_create(user=user, defaults={"obscure": obscure, "surprise": surprise})


def preferences_as_data(user: User) -> dict[str, int]:
    """For the export of a member's data."""
    row = RecommendationPreferences.objects.filter(user=user).values_list("obscure", "surprise").first() or (0, 0)
    return {"obscure": row[0], "surprise": row[1]}
