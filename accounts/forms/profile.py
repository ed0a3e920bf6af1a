from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.birthday import BirthdayField
from accounts.models import Gender, User


class ProfileForm(forms.ModelForm):
    gender = forms.ChoiceField(label=_("性别"), choices=Gender.choices, widget=forms.RadioSelect)
    birthday = BirthdayField(required=False)

    class Meta:
        model = User
        fields = ["gender", "birthday", "phone", "email", "region", "signature"]
        labels = {"email": _("邮箱")}
        help_texts = {"email": _("忘记密码时，用它重置。")}
        widgets = {
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "signature": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_empty_choice(self, "region", _("请选择"))


class LanguagesForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["title_language", "interface_language"]
        help_texts = {
            "title_language": _("没有这种语言的标题时，会用最接近的一种。"),
            "interface_language": _("页面上的文字；也可以在页面底部切换。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_empty_choice(self, "interface_language", _("跟随浏览器"))


class PrivacyForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["allow_training"]
        labels = {"allow_training": _("允许用我的收藏、评分和状态训练推荐模型")}
        help_texts = {"allow_training": _("关闭后，下一次训练不再包含你的数据；你自己的推荐不受影响。")}


def name_the_empty_choice(form: forms.ModelForm, field: str, name: Any) -> None:
    choices = form.fields[field].choices  # type: ignore[attr-defined]
    form.fields[field].choices = [("", name), *choices[1:]]  # type: ignore[attr-defined]
