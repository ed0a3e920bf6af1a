"""Who paid for an anime; and until now, whatever relation there was had been entered by hand."""

from typing import Any

from django.db import migrations, models


def mark_edited(apps: Any, schema_editor: Any) -> None:
    relations = apps.get_model("catalog", "AnimeRelation").objects
    ends = {end for pair in relations.values_list("anime_id", "other_id") for end in pair}
    for anime in apps.get_model("catalog", "Anime").objects.filter(pk__in=ends):
        if "relations" not in anime.edited_fields:
            anime.edited_fields = sorted([*anime.edited_fields, "relations"])
            anime.save(update_fields=["edited_fields"])


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_popularity_of_members")]
    operations = [
        migrations.AddField(
            model_name="anime",
            name="producers",
            field=models.ManyToManyField(
                blank=True, related_name="produced_anime", to="catalog.studio", verbose_name="出品公司"
            ),
        ),
        migrations.RunPython(mark_edited, migrations.RunPython.noop, elidable=True),
    ]
