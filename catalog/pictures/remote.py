"""A picture from another site: over http(s) alone, from public addresses alone, not large, not slow."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from catalog.pictures.encoding import MOST_BYTES

AGENT = "AnimeRec cover fetcher"
TIMEOUT, DEADLINE = 10.0, 40.0  # seconds: of one step, of one picture
REDIRECTS = 3
_CHUNK = 64 * 1024


class NotFetched(Exception):
    """The message says why."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """``own_hosts``: names in the operator's network that may be asked although their addresses are private."""

    own_hosts: Collection[str] = ()
    most_bytes: int = MOST_BYTES
    timeout: float = TIMEOUT
    deadline: float = DEADLINE


def fetch_picture(url: str, rules: Rules) -> bytes:
    """What is there, not yet known to be a picture; raises NotFetched."""
    ends = time.monotonic() + rules.deadline
    for _ in range(REDIRECTS + 1):
        try:
            found = _ask(url, rules, ends)
            if isinstance(found, bytes):
                return found
            url = urljoin(url, found)
        # Whatever a server answers, the next picture is asked for: ValueError is what urls and numbers of it raise.
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched(f"no answer that can be read ({type(error).__name__}: {error})") from error
    raise NotFetched(f"more than {REDIRECTS} redirects")


def _ask(url: str, rules: Rules, ends: float) -> bytes | str:
    """The content, or where it has gone."""
    parts = _checked(url)
    connection = _connect(parts, rules)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": AGENT, "Accept": "image/webp,image/jpeg,image/png,image/gif"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            return answer.headers.get("Location") or ""
        if answer.status != 200:
            raise NotFetched(f"the server answered {answer.status}")
        if not (answer.headers.get_content_type()).startswith(("image/", "application/octet-stream")):
            raise NotFetched(f"not a picture but {answer.headers.get_content_type()}")
        return _read(answer, rules, ends)
    finally:
        connection.close()


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise NotFetched("not an address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotFetched("not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("an address with a password")
    if any(ord(letter) <= 32 or ord(letter) > 126 for letter in parts.path + parts.query):
        raise NotFetched("not an address: it holds letters that must be encoded")
    return parts


def _connect(parts: SplitResult, rules: Rules) -> http.client.HTTPConnection:
    """To the very address that was checked: a name could lead elsewhere when it is looked up again."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _public_address(host, port, rules)
    plain = socket.create_connection((address, port), timeout=rules.timeout)
    connection = http.client.HTTPConnection(host, port, timeout=rules.timeout)
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) if parts.scheme == "https" else plain
        )
    except BaseException:
        plain.close()
        raise
    return connection


def _public_address(host: str, port: int, rules: Rules) -> str:
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found:
        raise NotFetched("the host has no address")
    if host not in rules.own_hosts and not all(map(_is_public, found)):
        raise NotFetched("the host is in a private network")
    return found[0]


# Prefixes whose last four bytes are an IPv4 address that a gateway goes on to: NAT64 (RFC 6052, RFC 8215) and
# IPv4-compatible addresses.
_EMBEDDING = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))


def _is_public(address: str) -> bool:
    given = ipaddress.ip_address(address.split("%")[0])
    return all(one.is_global and not one.is_multicast for one in (given, *_embedded(given)))


def _embedded(given: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to, by whichever scheme."""
    if isinstance(given, ipaddress.IPv4Address):
        return []
    found = [one for one in (given.ipv4_mapped, given.sixtofour, *(given.teredo or ())) if one is not None]
    if any(given in network for network in _EMBEDDING):
        found.append(ipaddress.IPv4Address(int(given) & 0xFFFFFFFF))
    return found


def _read(answer: http.client.HTTPResponse, rules: Rules, ends: float) -> bytes:
    if int(answer.headers.get("Content-Length") or 0) > rules.most_bytes:
        raise NotFetched(f"larger than {rules.most_bytes} bytes")
    content = b""
    while chunk := answer.read1(_CHUNK):
        content += chunk
        if len(content) > rules.most_bytes:
            raise NotFetched(f"larger than {rules.most_bytes} bytes")
        if time.monotonic() > ends:
            raise NotFetched(f"slower than {rules.deadline:.0f} seconds")
    return content
