"""What destroys something asks first, where scripts run; without them its page is the question."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.accounts.factories import PASSWORD, make_member

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("visitor", [(360, 740, True), (1280, 860, False)], indirect=True, ids=["phone", "without-js"])
def test_deleting_an_account_takes_a_yes(visitor):
    make_member("alice")
    visitor.goto("/login/?next=/settings/delete/")
    visitor.locator("#id_username").fill("alice")
    visitor.locator("#id_password").fill(PASSWORD)
    visitor.locator("#id_password").press("Enter")
    visitor.wait_for_url("**/settings/delete/")
    visitor.get_by_label("密码").fill(PASSWORD)
    delete = visitor.get_by_role("main").get_by_role("button", name="删除帐号")
    delete.click()
    if visitor.scripts:
        dialog = visitor.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="取消")).to_be_focused()
        visitor.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(delete).to_be_focused()
        assert User.objects.filter(username="alice").exists()
        delete.click()
        dialog.get_by_role("button", name="删除帐号").click()
    visitor.wait_for_url(lambda url: "/settings/" not in url)
    assert not User.objects.filter(username="alice").exists()
