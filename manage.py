#!/usr/bin/env python
"""Django's command line for AnimeRec."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "animerec.settings")
    from django.core.management import execute_from_command_line

    from animerec.embedded.command_line import redis_for_command

    with redis_for_command(sys.argv):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
