import pytest

from accounts.models import User
from tests.accounts.factories import make_member


@pytest.fixture
def alice(db: None) -> User:
    return make_member("alice")
