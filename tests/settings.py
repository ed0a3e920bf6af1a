"""The project's settings in a home of their own; the servers that variables name are used as they are."""

import atexit
import os
import shutil
import tempfile

if "ANIMEREC_TEST_HOME" not in os.environ:
    _home = tempfile.mkdtemp(prefix="animerec-test-")
    # A process that a test starts shares the home of the test.
    os.environ["ANIMEREC_TEST_HOME"] = _home
    atexit.register(shutil.rmtree, _home, ignore_errors=True)
if "PYTEST_XDIST_WORKER" in os.environ and "ANIMEREC_TEST_WORKER" not in os.environ:
    # Where tests run side by side each worker has a home in that of all; what it starts inherits both variables.
    os.environ["ANIMEREC_TEST_WORKER"] = os.environ["PYTEST_XDIST_WORKER"]
    os.environ["ANIMEREC_TEST_HOME"] += "/" + os.environ["PYTEST_XDIST_WORKER"]
os.environ["ANIMEREC_HOME"] = os.environ["ANIMEREC_TEST_HOME"]

from animerec.settings import *  # noqa: F403
from animerec.settings import DATABASES, HOME, STORAGES

(HOME / "static").mkdir(parents=True, exist_ok=True)
# A file, and not memory: threads and processes of a test see the same rows, with the locks of the real thing.
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
ELASTICSEARCH_INDEX = "-".join(HOME.parts[-2:]).lower()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A test may change the catalogue in any way and search at once.
SEARCH_CHECK_SECONDS = 0.0
# No thread of one test, which would not see the rows of the next, works on the index of that.
SEARCH_INLINE_CHANGES = 1_000_000
