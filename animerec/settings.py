"""Every setting, read from the environment; docs/operations.md lists the variables.

Nothing here does work: no folder is made, no server is asked.
"""

import secrets
from pathlib import Path

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from animerec import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = env.folder("ANIMEREC_HOME", BASE_DIR / "var")

DEBUG = env.flag("DEBUG")
_SECRET_FILE = HOME / "secret_key"
# The launcher and migrate write the file once; several hosts share one key through the variable. Without either nobody
# knows the key, and sessions end with the process.
SECRET_KEY = env.text("SECRET_KEY") or (_SECRET_FILE.read_text().strip() if _SECRET_FILE.is_file() else "")
HAS_SECRET_KEY = bool(SECRET_KEY)
SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(50)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_FAILURE_VIEW = "accounts.views.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
# Where the site is found; without it, absolute addresses begin as the request did.
SITE_URL = env.site_url("SITE_URL")
# Who runs the site, and how to reach them, for 条款, 帮助 and 反馈; both may be empty.
SITE_OPERATOR = env.text("SITE_OPERATOR")
SITE_CONTACT = env.text("SITE_CONTACT")

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "animerec",
    "accounts",
    "catalog",
    "favorites",
    "recommend",
    # After catalog, whose command search_index goes before the one of this package.
    "django_elasticsearch_dsl",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "animerec.content_security.ContentSecurityPolicyMiddleware",
    "animerec.permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Compressed last, after the ETag was made of what is compressed: gzip turns it into a weak one, which matches too.
    "animerec.compression.CompressionMiddleware",
    "catalog.pictures.middleware.PicturesMiddleware",
    "animerec.page_caching.PageCachingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "recommend.members.guests.GuestMiddleware",
    "accounts.middleware.MemberLanguageMiddleware",
    "accounts.middleware.BackToThePageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "animerec.urls"
WSGI_APPLICATION = "animerec.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.theme",
                "favorites.context_processors.my_marks",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", HOME / "animerec.sqlite3")}

# Without REDIS_URL the private Redis of animerec.embedded answers on this socket.
EMBEDDED_REDIS_FOLDER = HOME / "redis"
EMBEDDED_REDIS_SOCKET = env.folder("ANIMEREC_REDIS_SOCKET", env.private_socket(HOME))
NEEDS_PRIVATE_REDIS = not env.text("REDIS_URL")
REDIS_URL = env.text("REDIS_URL") or f"unix://{EMBEDDED_REDIS_SOCKET}?db=0"
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "animerec",
        # Pages outlive Redis: a cache that doesn't answer is a cache that is empty.
        "OPTIONS": {"IGNORE_EXCEPTIONS": True},
    }
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

CELERY_BROKER_URL = env.text("CELERY_BROKER_URL") or REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "default"
# What takes minutes is done one after another.
CELERY_TASK_ROUTES = {
    "recommend.tasks.run_training": {"queue": "training"},
    "catalog.tasks.run_catalogue_import": {"queue": "training"},
    "catalog.tasks.import_scheduled": {"queue": "training"},
}
# Longer than any training: a message that is still being worked on must not be delivered again.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 24 * 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ACKS_LATE = False
CELERY_TIMEZONE = "Asia/Shanghai"
# Early enough that a night's work is done before the day, and late enough that it is that day in Japan as well.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "ranks": {
        "task": "catalog.tasks.record_ranks",
        "schedule": crontab(hour="4", minute="10"),
        "options": {"expires": 6 * 3600},
    },
    "trends": {
        "task": "favorites.tasks.refresh_trends",
        "schedule": crontab(minute="25"),
        "options": {"expires": 1800},
    },
    "tidying": {
        "task": "accounts.tasks.forget_what_ran_out",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 6 * 3600},
    },
}
# Files that somebody downloads anew each week; imported where they are named. The archive comes out on Wednesdays.
CATALOGUE_BANGUMI_ARCHIVE = env.text("CATALOGUE_BANGUMI_ARCHIVE")
CATALOGUE_ANIME_OFFLINE_DATABASE = env.text("CATALOGUE_ANIME_OFFLINE_DATABASE")
for _name, _source, _path, _day in (
    ("anime_offline_database", "aod", CATALOGUE_ANIME_OFFLINE_DATABASE, "wed"),
    ("bangumi_archive", "bangumi", CATALOGUE_BANGUMI_ARCHIVE, "thu"),
):
    if _path:
        CELERY_BEAT_SCHEDULE[_name] = {
            "task": "catalog.tasks.import_scheduled",
            "schedule": crontab(day_of_week=_day, hour="5", minute="10"),
            "kwargs": {"source": _source, "path": _path},
            "options": {"expires": 12 * 3600},
        }

# Without a URL the embedded engine searches; nobody connects before somebody searches.
ELASTICSEARCH_URL = env.text("ELASTICSEARCH_URL")
ELASTICSEARCH_DSL = env.elasticsearch("ELASTICSEARCH_URL", ca_certs="ELASTICSEARCH_CA_CERTS")
ELASTICSEARCH_INDEX = env.index_name("ELASTICSEARCH_INDEX", "animerec")
ELASTICSEARCH_REPLICAS = env.number("ELASTICSEARCH_REPLICAS", 0)
# The catalogue says itself when an anime is to be indexed: not every save is worth a request.
ELASTICSEARCH_DSL_AUTOSYNC = False
ELASTICSEARCH_DSL_SIGNAL_PROCESSOR = "django_elasticsearch_dsl.signals.BaseSignalProcessor"
SEARCH_INDEX_DIR = HOME / "search"
# How often a process looks whether the catalogue changed behind its back.
SEARCH_CHECK_SECONDS = 1.0
# More changed anime than these are indexed beside a reader's query, not before its answer.
SEARCH_INLINE_CHANGES = 300

SPARK_MASTER = env.text("SPARK_MASTER", "local[*]")
SNAPSHOT_DIR = env.folder("ANIMEREC_SNAPSHOTS", HOME / "snapshots")
SHIPPED_SNAPSHOT = BASE_DIR / "models" / "default"
LSH_STORAGE = env.text("LSH_STORAGE", "memory")

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
REGISTRATION_REDIRECT_URL = "recommend:first_steps"
AUTHENTICATION_BACKENDS = ["accounts.backends.ThrottledBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "animerec" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "animerec.sheets.BundleFinder",
]
# Where Vite puts what it makes of frontend/.
FRONTEND_BUILD = BASE_DIR / "animerec" / "static" / "dist"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Names that hold a hash of the content: those of collectstatic, and Vite's.
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.[0-9a-f]{12}\.\w+$|/dist/assets/[^/]+-[\w-]{8}\.\w+$"
# What is compressed already, and source maps, which nobody asks for.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "jpg", "jpeg", "gif", "webp", "avif", "woff", "woff2", "gz", "map"]
MEDIA_URL = "media/"
MEDIA_ROOT = HOME / "media"
# Whether pages may show covers from where the catalogue found them, and so tell other sites who reads what.
REMOTE_COVERS = env.flag("REMOTE_COVERS")

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "120/min", "user": "600/min"},
    "DEFAULT_PARSER_CLASSES": [
        "animerec.api_parsing.StorableJSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    # Who asks is whom the proxy saw; where there is none, X-Forwarded-For is what anybody may write.
    "NUM_PROXIES": 1 if env.flag("BEHIND_PROXY") else 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "AnimeRec API",
    "VERSION": "1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
}
UNFOLD = {"SITE_TITLE": "AnimeRec", "SITE_HEADER": "AnimeRec"}

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
HTTPS_ONLY = env.flag("HTTPS_ONLY")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS_ONLY
# What watches the site asks on the machine itself.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000) if HTTPS_ONLY else 0
# Other sites under the same domain are their owner's to decide about.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
BEHIND_PROXY = env.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

# Without a mail server, letters (password resets) go to the log.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "animerec@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"cache_is_away": {"()": "animerec.logs.CacheIsAway"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    # A line for each request; what goes wrong is said by catalog.search.engines.switch.
    "loggers": {"elastic_transport": {"level": "ERROR"}, "django_redis.cache": {"filters": ["cache_is_away"]}},
}
