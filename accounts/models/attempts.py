from django.db import models
from django.utils.translation import gettext_lazy as _


class AttemptCount(models.Model):
    """How often somebody has done something of late, for ``accounts.limits``; ``who`` is a hash."""

    name = models.CharField(_("名称"), max_length=40)
    who = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    since = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("尝试次数")
        verbose_name_plural = _("尝试次数")
        constraints = [models.UniqueConstraint(fields=["name", "who"], name="one_count_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"
