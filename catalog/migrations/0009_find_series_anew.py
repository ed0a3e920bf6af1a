"""The series, places and roles of what is there already; imports find those of what comes.

It asks only for columns that are there since this migration, so that it may use the code of today.
"""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    if not apps.get_model("catalog", "Anime").objects.exists():
        return
    from catalog.series import refresh_series

    refresh_series()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0008_series_tags")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
