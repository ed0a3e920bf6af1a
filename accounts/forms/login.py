from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """Unknown name, wrong password, blocked account: one answer, the manual's."""

    error_messages = {
        "invalid_login": _("校验失败,用户名或密码错误!"),
        "inactive": _("校验失败,用户名或密码错误!"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")
