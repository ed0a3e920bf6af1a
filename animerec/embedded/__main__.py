"""``python -m animerec.embedded``: what ``make demo`` runs."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "animerec.settings")

if __name__ == "__main__":
    from animerec.embedded.launcher import main

    sys.exit(main())
