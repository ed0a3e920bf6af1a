"""How often an address may fail to log in under a name, and how often anybody may send feedback."""

from django.http import HttpRequest

from accounts.limits import Limit, client_address

FAILURES_ALLOWED = 10
LOGINS = Limit("login-failures", FAILURES_ALLOWED, 15 * 60)
FEEDBACK = Limit("feedback", 5, 10 * 60)


def seconds_to_wait(*, request: HttpRequest, username: str) -> int:
    """0 while another attempt is allowed."""
    return LOGINS.seconds_to_wait(_login(request, username))


def record_failure(*, request: HttpRequest, username: str) -> None:
    LOGINS.record(_login(request, username))


def forget_failures(*, request: HttpRequest, username: str) -> None:
    LOGINS.forget(_login(request, username))


def seconds_to_wait_for_feedback(*, request: HttpRequest) -> int:
    return max(FEEDBACK.seconds_to_wait(who) for who in _senders(request))


def record_feedback(*, request: HttpRequest) -> None:
    for who in _senders(request):
        FEEDBACK.record(who)


def _login(request: HttpRequest, username: str) -> str:
    return f"{username.casefold()}\n{client_address(request)}"


def _senders(request: HttpRequest) -> list[str]:
    """The address, and the member wherever they are."""
    address = [f"address {client_address(request)}"]
    return [*address, f"member {request.user.pk}"] if request.user.is_authenticated else address
