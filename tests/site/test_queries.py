"""No page asks the database more than a dozen times, however much it shows."""

import pytest

from tests.site.pages import IN_TESTS, PAGES, SitePage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_QUERIES = 12


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_few_queries(site, fan, client, shown: SitePage, django_assert_max_num_queries):
    if shown.is_members:
        client.force_login(fan)
    path = shown.path.format(**IN_TESTS)
    client.get(path)
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(path, headers={"accept-language": "zh-CN"})
    assert response.status_code == shown.status
