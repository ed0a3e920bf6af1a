"""How often passwords may be tried, accounts be made and feedback be sent: by name, by address, and by both."""

from django.http import HttpRequest

from accounts.limits import Limit, client_address

FAILURES_ALLOWED = 10
LOGINS = Limit("login-failures", FAILURES_ALLOWED, 15 * 60)
# From many addresses under one name, and under many names from one address.
LOGINS_OF_A_NAME = Limit("login-failures-of-a-name", 50, 15 * 60)
LOGINS_FROM_AN_ADDRESS = Limit("login-failures-from-an-address", 100, 15 * 60)
# Of who is logged in already, or sits at somebody else's screen.
PASSWORDS = Limit("password-checks", FAILURES_ALLOWED, 15 * 60)
REGISTRATIONS = Limit("registrations", 10, 3600)
NAME_CHECKS = Limit("name-checks", 60, 60)
FEEDBACK = Limit("feedback", 5, 10 * 60)


def seconds_to_wait(*, request: HttpRequest, username: str) -> int:
    """Returns the seconds until another attempt is allowed; 0 where it is allowed now."""
    return max(limit.seconds_to_wait(who) for limit, who in _login_limits(request, username))


def claim_attempt(*, request: HttpRequest, username: str) -> bool:
    """Counts an attempt as failed until :func:`forget_failures`; False where none is allowed."""
    return not _claim_all(_login_limits(request, username))


def forget_failures(*, request: HttpRequest, username: str) -> None:
    """Call after a right password. Forgets the failures of the name at this address; each alone gets one back."""
    (both, pair), (of_name, name), (from_address, address) = _login_limits(request, username)
    both.forget(pair)
    of_name.give_back(name)
    from_address.give_back(address)


def claim_feedback(*, request: HttpRequest) -> int:
    """Counts one and returns 0, or the seconds to wait; by address, and by member wherever they are."""
    address = (FEEDBACK, f"address {client_address(request)}")
    if not request.user.is_authenticated:
        return _claim_all((address,))
    return _claim_all((address, (FEEDBACK, f"member {request.user.pk}")))


def _claim_all(limits: tuple[tuple[Limit, str], ...]) -> int:
    """One of each, or of none."""
    for number, (limit, who) in enumerate(limits):
        if wait_s := limit.claim(who):
            for earlier, its in limits[:number]:
                earlier.give_back(its)
            return wait_s
    return 0


def _login_limits(request: HttpRequest, username: str) -> tuple[tuple[Limit, str], ...]:
    name, address = username.casefold(), client_address(request)
    return (LOGINS, f"{name}\n{address}"), (LOGINS_OF_A_NAME, name), (LOGINS_FROM_AN_ADDRESS, address)
