"""How often the API may be asked for what is asked with every letter."""

from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class SuggestAnonThrottle(AnonRateThrottle):
    scope = "suggest"
    rate = "600/min"


class SuggestMemberThrottle(UserRateThrottle):
    scope = "suggest"
    rate = "600/min"
