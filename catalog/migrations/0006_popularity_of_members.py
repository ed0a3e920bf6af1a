"""Until the next import, an anime is as popular as MyAnimeList says."""

from typing import Any

from django.db import migrations
from django.db.models import F


def copy_members(apps: Any, schema_editor: Any) -> None:
    anime = apps.get_model("catalog", "Anime").objects.filter(members__gt=0, popularity=0)
    anime.update(popularity=F("members"), popularity_origin="members")


class Migration(migrations.Migration):
    dependencies = [("catalog", "0005_today")]
    operations = [migrations.RunPython(copy_members, migrations.RunPython.noop, elidable=True)]
