from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.forms.birthday import BirthdayField
from accounts.models import Gender, User
from accounts.titles import interface_title_language


class RegistrationForm(forms.ModelForm):
    """用户注册, with the manual's fields."""

    password = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 8}),
        help_text=_("至少 8 个字符，不能全是数字，也不要太常见。"),
    )
    gender = forms.ChoiceField(label=_("性别"), choices=Gender.choices, widget=forms.RadioSelect)
    birthday = BirthdayField()

    class Meta:
        model = User
        fields = ["username", "password", "gender", "phone", "email", "birthday", "signature", "region"]
        labels = {"username": _("用户名"), "email": _("邮箱")}
        help_texts = {"username": _("字母、汉字、数字和 @ . + - _ 均可，最多 30 个字符。")}
        widgets = {
            "username": forms.TextInput(attrs={"autocomplete": "username", "maxlength": 30, "autofocus": True}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("请选择")), *self.fields["region"].choices[1:]]  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        username = User.normalize_username(self.cleaned_data["username"])
        if len(username) > 30:
            raise forms.ValidationError(_("用户名最多 30 个字符。"), code="too_long")
        return username

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # fills the instance, with which the password is compared
        password = self.cleaned_data.get("password")
        if password:
            try:
                password_validation.validate_password(password, self.instance)
            except forms.ValidationError as error:
                self.add_error("password", error)

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=False)
        user.set_password(self.cleaned_data["password"])
        user.title_language = interface_title_language()
        if commit:
            user.save()
        return user

    def register(self) -> User | None:
        """The new member; None, with the error on the form, when somebody took the name in the meantime."""
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError:
            self.add_error("username", _taken())
            return None


def _taken() -> forms.ValidationError:
    return forms.ValidationError(_("该用户名已被注册。"), code="taken")
