"""Typed readers of environment variables; a bad value names the variable and what it may be."""

import hashlib
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    value = text(name)
    return Path(value).expanduser().resolve() if value else default


def index_name(name: str, default: str) -> str:
    """The beginning of Elasticsearch's names: small Latin letters, digits, - and _."""
    value = text(name) or default
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", value):
        raise ImproperlyConfigured(f"{name} must be small letters, digits, - and _, not {value!r}.")
    return value


def site_url(name: str) -> str:
    """Scheme and host of the site, without the last slash: ``https://anime.example``."""
    value = text(name).rstrip("/")
    url = urlsplit(value)
    if value and (url.scheme not in {"http", "https"} or not url.hostname or url.path or url.query or url.fragment):
        raise ImproperlyConfigured(f"{name} must be like https://anime.example, not {value!r}.")
    return value


def private_socket(home: Path) -> Path:
    """Where the private Redis listens: in its folder, or in a short one where that path is too long for a socket."""
    socket = home / "redis" / "redis.sock"
    if len(os.fsencode(socket)) <= 100:
        return socket
    # The same for every process of this home. Whoever uses the folder makes sure that it is this user's alone.
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(f"/tmp/animerec-{os.geteuid()}-{mark}/redis.sock")  # noqa: S108


def database(name: str, sqlite: Path) -> dict[str, object]:
    """Django's database settings from a URL such as ``mysql://user:password@host:3306/animerec?ssl_ca=/path/ca.pem``.

    Without the variable: SQLite at ``sqlite``. MariaDB is reached through the same ``mysql`` scheme.
    """
    url = urlsplit(text(name))
    if not url.scheme:
        options: dict[str, object] = {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(sqlite), "OPTIONS": options}
    if url.scheme not in {"mysql", "mariadb"}:
        raise ImproperlyConfigured(f"{name} must begin with mysql:// or mariadb://, not {url.scheme}://.")
    query = dict(parse_qsl(url.query))
    if query.keys() - {"ssl_ca"}:
        raise ImproperlyConfigured(f"{name} may end in ?ssl_ca=FILE and nothing else, not ?{url.query}.")
    encryption = {"ssl": {"ca": query["ssl_ca"]}} if query else {}
    return {
        "ENGINE": "django.db.backends.mysql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "127.0.0.1",
        "PORT": str(url.port or 3306),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"charset": "utf8mb4", "isolation_level": "read committed", **encryption},
        "TEST": {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_unicode_ci"},
    }


def elasticsearch(name: str, *, ca_certs: str) -> dict[str, dict[str, Any]]:
    """django-elasticsearch-dsl's connections from a URL such as ``https://user:password@host:9200``; none without it.

    ``ca_certs`` names the variable with the file that vouches for the server, where that isn't a public authority.
    """
    value = text(name)
    if not value:
        return {}
    try:
        url = urlsplit(value)
        port = url.port or {"http": 9200, "https": 443}[url.scheme]
        if not url.hostname or url.query or url.fragment:
            raise ValueError(value)
    except (KeyError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name} must be like http://host:9200 or https://user:password@host:9200."
        ) from error
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    connection: dict[str, Any] = {"hosts": f"{url.scheme}://{host}:{port}{url.path.rstrip('/')}"}
    if url.username:
        connection["basic_auth"] = (unquote(url.username), unquote(url.password or ""))
    if certificates := text(ca_certs):
        if url.scheme != "https" or not Path(certificates).is_file():
            raise ImproperlyConfigured(f"{ca_certs} must be a file, and {name} begin with https://.")
        connection["ca_certs"] = certificates
    return {"default": connection}
