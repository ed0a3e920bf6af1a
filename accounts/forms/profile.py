from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.birthday import BirthdayField
from accounts.models import Gender, User


class ProfileForm(forms.ModelForm):
    """Profile, languages and privacy of the settings page."""

    gender = forms.ChoiceField(label=_("性别"), choices=Gender.choices, widget=forms.RadioSelect)
    birthday = BirthdayField(required=False)

    class Meta:
        model = User
        fields = [
            "gender",
            "birthday",
            "phone",
            "email",
            "region",
            "signature",
            "title_language",
            "interface_language",
            "allow_training",
        ]
        labels = {"email": _("邮箱")}
        widgets = {
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "signature": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, empty in (("region", _("请选择")), ("interface_language", _("跟随浏览器"))):
            field = self.fields[name]
            field.choices = [("", empty), *field.choices[1:]]  # type: ignore[attr-defined]
