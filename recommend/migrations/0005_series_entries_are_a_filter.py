from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recommend", "0004_preferences")]

    operations = [migrations.RemoveField(model_name="recommendationsettings", name="series_reach")]
