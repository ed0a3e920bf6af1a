from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "catalog"
    verbose_name = _("动漫目录")

    def ready(self) -> None:
        from catalog.search.index.changes import connect

        connect()
