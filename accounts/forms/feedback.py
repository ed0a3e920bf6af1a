from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.models.feedback import PAGE_LENGTH, TEXT_LENGTH, Feedback, FeedbackKind


class WrittenText(forms.CharField):
    """Browsers count the end of a line as one character and send two."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class FeedbackForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label=_("类别"), choices=FeedbackKind.choices, initial=FeedbackKind.SUGGESTION, widget=forms.RadioSelect
    )
    text = WrittenText(
        label=_("想对我们说的话"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("最多 5,000 字。遇到问题时，写下你做了什么、看到了什么，会更容易查清。"),
    )

    class Meta:
        model = Feedback
        fields = ["kind", "text", "page", "contact"]
        labels = {"page": _("相关页面（选填）"), "contact": _("联系方式（选填）")}
        help_texts = {"page": _("说的是哪个页面，就贴上它的地址。"), "contact": _("手机或邮箱，需要回复时填写。")}
        widgets = {"page": forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"})}

    def __init__(self, *args: Any, host: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host = host
        if (self.initial.get("kind") or "") not in FeedbackKind.values:
            self.initial.pop("kind", None)
        self.initial["page"] = path_on(host, self.initial.get("page") or "")

    def clean_page(self) -> str:
        page: str = self.cleaned_data["page"]
        path = path_on(self.host, page)
        if page and not path:
            raise forms.ValidationError(_("请填写本站页面的地址，例如 /anime/1/。"), code="elsewhere")
        return path


def path_on(host: str, address: str) -> str:
    """The path of a page on this site, whether or not its address comes with the host; "" for any other."""
    address = address.strip()
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={host}):
        return ""
    parts = urlsplit(address)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return path if path.startswith("/") and not path.startswith("//") and len(path) <= PAGE_LENGTH else ""
