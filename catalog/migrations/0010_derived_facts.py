"""What imports conclude by themselves is told apart from what sources and operators say."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0009_find_series_anew")]
    operations = [
        migrations.CreateModel(
            name="DerivedFacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("facts", models.JSONField(default=dict)),
                (
                    "anime",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="derived_facts",
                        to="catalog.anime",
                        verbose_name="动漫",
                    ),
                ),
            ],
            options={"verbose_name": "derived facts", "verbose_name_plural": "derived facts"},
        ),
    ]
