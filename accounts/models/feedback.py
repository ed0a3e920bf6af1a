"""What a visitor or member wrote to the people who run the site."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Feedback(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name=_("会员"),
    )
    contact = models.CharField(_("联系方式"), max_length=200, blank=True)
    text = models.TextField(_("内容"), max_length=5000)
    created_at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    handled = models.BooleanField(_("已处理"), default=False)

    class Meta:
        verbose_name = _("反馈")
        verbose_name_plural = _("反馈")
        ordering = ["handled", "-created_at"]

    def __str__(self) -> str:
        return self.text[:60]
