"""Answers are compressed on their way out; pictures, which are compressed already, are not.

BREACH reads a secret out of the length of compressed pages that also repeat what the attacker sent. The only secret in
a page's body is the CSRF token of members' forms: Django masks it anew for every answer, so that it never has the same
bytes twice, and GZipMiddleware adds up to 100 random bytes to every answer's length. Sessions are in a cookie and
never in a body, and visitors' pages hold no token at all.

Static files are compressed once, by collectstatic. Brotli would save little of what browsers fetch once: not worth
another package.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
