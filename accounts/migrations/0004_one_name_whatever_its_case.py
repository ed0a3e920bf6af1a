"""Names that differ in case alone: the account that was there first keeps the name, later ones get a number."""

import unicodedata

from django.db import migrations

import accounts.models.user


def _key(username):
    return unicodedata.normalize("NFKC", username).casefold()


def give_keys(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    taken = set()
    for user in users.order_by("pk").only("pk", "username").iterator():
        name, number = user.username, 2
        while _key(name) in taken or (name != user.username and users.filter(username=name).exists()):
            name, number = f"{user.username[:140]}-{number}", number + 1
        taken.add(_key(name))
        users.filter(pk=user.pk).update(username=name, username_key=_key(name))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_attempt_counts'),
    ]

    operations = [
        migrations.AlterModelManagers(
            name='user',
            managers=[
                ('objects', accounts.models.user.MemberManager()),
            ],
        ),
        migrations.AddField(
            model_name='user',
            name='username_key',
            field=accounts.models.user.NameKeyField(default='', editable=False, max_length=450),
            preserve_default=False,
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='user',
            name='username_key',
            field=accounts.models.user.NameKeyField(editable=False, max_length=450, unique=True),
        ),
    ]
