"""What a visitor or member wrote to the people who run the site."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TEXT_LENGTH = 5000
PAGE_LENGTH = 500


class FeedbackKind(models.TextChoices):
    SUGGESTION = "suggestion", pgettext_lazy("feedback", "建议")
    PROBLEM = "problem", _("问题")
    CONTENT = "content", _("内容有误")
    OTHER = "other", _("其他")


class Feedback(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name=_("会员"),
    )
    kind = models.CharField(_("类别"), max_length=10, choices=FeedbackKind.choices, default=FeedbackKind.OTHER)
    page = models.CharField(
        _("相关页面"), max_length=PAGE_LENGTH, blank=True, help_text=_("本站的一个页面，以 / 开头。")
    )
    contact = models.CharField(_("联系方式"), max_length=200, blank=True)
    text = models.TextField(_("内容"), max_length=TEXT_LENGTH)
    created_at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    handled = models.BooleanField(_("已处理"), default=False)

    class Meta:
        verbose_name = _("反馈")
        verbose_name_plural = _("反馈")
        ordering = ["handled", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=FeedbackKind.values), name="accounts_feedback_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
