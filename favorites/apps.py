from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FavoritesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "favorites"
    verbose_name = _("收藏与评分")

    def ready(self) -> None:
        from accounts.personal_data import register_exporter
        from catalog.personal import personal
        from favorites.dismissals import dismissals_as_data
        from favorites.selectors import ids_on_list, list_as_data

        register_exporter("list", list_as_data)
        register_exporter("not_interested", dismissals_as_data)
        personal.on_list = lambda user: ids_on_list(user=user)
