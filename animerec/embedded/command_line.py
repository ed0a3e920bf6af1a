"""``manage.py`` on a machine without servers: a command that needs Redis gets one, for as long as it runs."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from animerec.embedded.redis import RedisUnavailable, private_redis

# Commands of Django's own, and the import that comes before everything else.
WITHOUT_REDIS = {
    *("check", "diffsettings", "help", "makemessages", "makemigrations", "migrate", "showmigrations", "sqlmigrate"),
    *("changepassword", "createsuperuser", "collectstatic", "findstatic", "dbshell", "dumpdata", "loaddata", "flush"),
    *("spectacular", "test", "version", "import_catalogue"),
}


@contextmanager
def redis_for_command(arguments: Sequence[str]) -> Iterator[None]:
    """``arguments`` as in ``sys.argv``."""
    with ExitStack() as stack:
        if needs_redis(arguments):
            try:
                stack.enter_context(private_redis(settings.EMBEDDED_REDIS_FOLDER, settings.EMBEDDED_REDIS_SOCKET))
            except (RedisUnavailable, OSError) as problem:
                sys.exit(f"The private Redis can't be started: {problem}")
        yield


def needs_redis(arguments: Sequence[str]) -> bool:
    command = arguments[1] if len(arguments) > 1 else "help"
    if command.startswith("-") or command in WITHOUT_REDIS or {"--help", "-h", "--version"} & set(arguments):
        return False
    try:
        return bool(settings.NEEDS_PRIVATE_REDIS)
    except ImproperlyConfigured:
        return False  # The command says so itself.
