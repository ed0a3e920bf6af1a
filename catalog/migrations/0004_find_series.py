"""Once found the series of what was there already; a later migration does, with more to go by."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_relations_series_ranks")]
    operations = []
