"""What operators show at the top of the home page."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH, TEXT_LENGTH = 80, 160
LARGEST_PICTURE = 4 * 1024 * 1024
SMALLEST_SIDES = (960, 300)


def is_path_here(link: str) -> None:
    """A path on this site, never another site's address: "/rankings/?kind=top"."""
    if not link.startswith("/") or not url_has_allowed_host_and_scheme(link, allowed_hosts=None):
        raise ValidationError(_("请填写本站的路径，以“/”开头，例如 /rankings/。"))


def is_usable_picture(picture: UploadedFile) -> None:
    if picture.size and picture.size > LARGEST_PICTURE:
        raise ValidationError(_("图片不能超过 4 MB。"))


class CarouselSlideQuerySet(models.QuerySet["CarouselSlide"]):
    def running(self) -> "CarouselSlideQuerySet":
        now = timezone.now()
        still = models.Q(ends_at=None) | models.Q(ends_at__gt=now)
        return self.filter(still, is_active=True, starts_at__lte=now)


class CarouselSlide(models.Model):
    """A picture with words that leads to an anime or to another page of this site.

    What is left empty comes from the anime: its title, its facts, its picture.
    """

    title_zh = models.CharField(_("中文标题"), max_length=TITLE_LENGTH, blank=True, help_text=_("留空则用动漫的标题。"))
    title_en = models.CharField(_("英文标题"), max_length=TITLE_LENGTH, blank=True, help_text=_("留空则用中文标题。"))
    text_zh = models.CharField(_("中文说明"), max_length=TEXT_LENGTH, blank=True, help_text=_("标题下面的一句话。"))
    text_en = models.CharField(_("英文说明"), max_length=TEXT_LENGTH, blank=True)
    anime = models.ForeignKey(
        "catalog.Anime",
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("动漫"),
        help_text=_("已把它加入列表，或对它点过“不感兴趣”的会员不会看到。"),
    )
    link = models.CharField(
        _("链接"), max_length=200, blank=True, validators=[is_path_here], help_text=_("不指向动漫时，填写本站的路径。")
    )
    picture = models.ImageField(
        _("图片"),
        upload_to="carousel/",
        blank=True,
        validators=[is_usable_picture],
        help_text=_("建议 1920×640，至少 960×300，不超过 4 MB；左侧会压上文字。留空则使用动漫的配图。"),
    )
    starts_at = models.DateTimeField(_("开始时间"), default=timezone.now)
    ends_at = models.DateTimeField(_("结束时间"), null=True, blank=True, help_text=_("留空表示长期有效。"))
    order = models.PositiveSmallIntegerField(_("顺序"), default=0, help_text=_("小的在前。"))
    is_active = models.BooleanField(_("启用"), default=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = CarouselSlideQuerySet.as_manager()

    class Meta:
        verbose_name = _("首页轮播")
        verbose_name_plural = _("首页轮播")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(anime__isnull=False, link="") | models.Q(models.Q(anime=None), ~models.Q(link="")),
                name="recommend_slide_leads_somewhere",
                violation_error_message=_("动漫和链接必须且只能填写一个。"),
            ),
            models.CheckConstraint(
                condition=models.Q(anime__isnull=False) | ~models.Q(title_zh="", title_en=""),
                name="recommend_slide_has_a_title",
                violation_error_message=_("不指向动漫时，请填写标题。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="recommend_slide_ends_after_it_starts",
                violation_error_message=_("结束时间必须晚于开始时间。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh or self.title_en or str(self.anime or self.link)

    def clean(self) -> None:
        if self.picture and not getattr(self.picture, "_committed", True):
            self._check_sides()

    def _check_sides(self) -> None:
        width, height = self.picture.width, self.picture.height
        if width < SMALLEST_SIDES[0] or height < SMALLEST_SIDES[1]:
            size = {"width": width, "height": height}
            raise ValidationError({"picture": _("图片只有 %(width)d×%(height)d，至少要 960×300。") % size})
        if not 2 <= width / height <= 6:
            raise ValidationError({"picture": _("图片的宽应为高的 2 到 6 倍。")})
