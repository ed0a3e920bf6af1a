from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class RecommendConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "recommend"
    verbose_name = _("推荐")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from accounts.personal_data import register_eraser, register_exporter
        from catalog.personal import personal

        register_eraser(_forget_member)
        register_exporter("recommendation_preferences", _preferences)
        user_logged_in.connect(_keep_guest_ratings, dispatch_uid="recommend.members.guests")
        personal.best_matches = _best_matches


def _forget_member(user: "User") -> None:
    # Not at start: it brings numpy along, which most commands don't need.
    from recommend.serving.snapshots import forget_member

    forget_member(user)


def _keep_guest_ratings(**said: Any) -> None:
    from recommend.members.guests import keep_guest_ratings

    keep_guest_ratings(**said)


def _preferences(user: "User") -> dict[str, int]:
    from recommend.members.preferences import preferences_as_data

    return preferences_as_data(user)


def _best_matches(user: "User") -> Sequence[int]:
    from recommend.lists.recommendations import best_matches

    return best_matches(user)
