"""A birthday: in the past, and of somebody who may still be alive."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EARLIEST = date(1900, 1, 1)


class BirthdayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("生日"), input_formats=["%Y-%m-%d"], **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """The browser's date picker gets the same limits, as of today."""
        self.widget.attrs.update(min=EARLIEST.isoformat(), max=timezone.localdate().isoformat())
        return super().get_bound_field(form, field_name)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value > timezone.localdate():
            raise forms.ValidationError(_("生日不能晚于今天。"), code="future")
        if value < EARLIEST:
            raise forms.ValidationError(_("请输入有效的生日。"), code="past")
