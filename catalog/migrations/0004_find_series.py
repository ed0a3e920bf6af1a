"""The series of what is there already; an import finds those of what comes."""

from django.db import migrations

from catalog.series import Titled, find_series


def fill(apps, schema_editor):
    Anime = apps.get_model("catalog", "Anime")
    rows = Anime.objects.values_list("pk", "title_romaji", "title_zh_hans")
    found = find_series([Titled(id=pk, romaji=romaji, chinese=chinese) for pk, romaji, chinese in rows])
    changed = [Anime(pk=pk, series=name) for pk, name in found.items() if name]
    Anime.objects.bulk_update(changed, ["series"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_relations_series_ranks")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
