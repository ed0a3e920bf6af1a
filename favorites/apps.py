from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FavoritesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "favorites"
    verbose_name = _("收藏与评分")

    def ready(self) -> None:
        from accounts.personal_data import register_exporter
        from favorites.selectors import dismissed_ids, list_as_data

        register_exporter("list", list_as_data)
        register_exporter("not_interested", lambda user: dismissed_ids(user=user))
