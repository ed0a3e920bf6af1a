"""One row of a dataset: what a person who is not a member here did with an anime."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Interaction(models.Model):
    """``user_id`` is the file's own; ``anime_id`` is a public id without a foreign key: millions of rows.

    ``rating``: 1..10, 0 = watched without a rating. ``status``: MyAnimeList's codes, 0 = unknown.
    """

    dataset_import = models.ForeignKey(
        "recommend.DatasetImport",
        on_delete=models.CASCADE,
        related_name="interactions",
        db_index=False,  # the constraint's index begins with it
        verbose_name=_("数据集导入"),
    )
    user_id = models.BigIntegerField(_("用户编号"))
    anime_id = models.PositiveIntegerField(_("动漫编号"))
    rating = models.PositiveSmallIntegerField(_("评分"), default=0)
    status = models.PositiveSmallIntegerField(_("状态"), default=0)
    progress = models.PositiveIntegerField(_("已看集数"), default=0)

    class Meta:
        verbose_name = _("交互")
        verbose_name_plural = _("交互")
        constraints = [
            models.UniqueConstraint(
                fields=["dataset_import", "user_id", "anime_id"], name="recommend_one_row_per_user_and_anime"
            ),
            models.CheckConstraint(condition=models.Q(rating__lte=10), name="recommend_rating_from_0_to_10"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.anime_id}"
