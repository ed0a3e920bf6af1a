"""Tags that name the work, kept for finding series; tags that describe it stay where they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_producers")]
    operations = [
        migrations.CreateModel(
            name="SeriesTags",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tags", models.TextField(blank=True, verbose_name="标签")),
                (
                    "anime",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="series_tags",
                        to="catalog.anime",
                        verbose_name="动漫",
                    ),
                ),
            ],
            options={"verbose_name": "标签", "verbose_name_plural": "标签"},
        ),
    ]
