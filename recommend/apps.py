from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class RecommendConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "recommend"
    verbose_name = _("推荐")

    def ready(self) -> None:
        from accounts.personal_data import register_eraser

        register_eraser(_forget_member)


def _forget_member(user: "User") -> None:
    # Not at start: it brings numpy along, which most commands don't need.
    from recommend.snapshots import forget_member

    forget_member(user)
