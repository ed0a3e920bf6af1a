from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Feedback


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = Feedback
        fields = ["text", "contact"]
        labels = {"text": _("想对我们说的话"), "contact": _("联系方式（选填）")}
        help_texts = {"contact": _("手机或邮箱，需要回复时填写。")}
        widgets = {"text": forms.Textarea(attrs={"rows": 6, "maxlength": 5000})}
