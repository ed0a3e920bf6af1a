"""An anime, and the two kinds that classify it."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH = 300
URL_LENGTH = 500
SERIES_LENGTH = 100


class AnimeType(models.TextChoices):
    TV = "TV", _("TV 动画")
    MOVIE = "Movie", _("剧场版")
    OVA = "OVA", _("OVA")
    SPECIAL = "Special", _("特别篇")
    ONA = "ONA", _("网络动画")
    MUSIC = "Music", _("音乐")
    UNKNOWN = "Unknown", _("未知")


class Season(models.TextChoices):
    """The quarter of a first broadcast; see catalog.seasons for the zone."""

    WINTER = "winter", _("冬季(1 月)")
    SPRING = "spring", _("春季(4 月)")
    SUMMER = "summer", _("夏季(7 月)")
    AUTUMN = "autumn", _("秋季(10 月)")


class AnimeSource(models.TextChoices):
    """What an anime was made from."""

    ORIGINAL = "original", _("原创")
    MANGA = "manga", _("漫画改")
    LIGHT_NOVEL = "light_novel", _("轻小说改")
    NOVEL = "novel", _("小说改")
    WEB_NOVEL = "web_novel", _("网络小说改")
    GAME = "game", _("游戏改")
    VISUAL_NOVEL = "visual_novel", _("视觉小说改")
    PICTURE_BOOK = "picture_book", _("绘本改")
    OTHER = "other", _("其他")


class SeriesRole(models.TextChoices):
    """What an anime is within its series. Only a main entry is something to begin with or to go on with."""

    MAIN = "main", _("正篇")
    SIDE = "side", _("外传与特别篇")
    RECAP = "recap", _("总集篇")
    PROMO = "promo", _("宣传短片")


class PopularityOrigin(models.TextChoices):
    """Where the figure by which anime are ordered comes from."""

    MEMBERS = "members", _("MyAnimeList 收藏人数")
    BANGUMI = "bangumi", _("由 Bangumi 收藏人数换算")
    ESTIMATED = "estimated", _("估计")


class AnimeQuerySet(models.QuerySet["Anime"]):
    def visible(self) -> "AnimeQuerySet":
        return self.filter(is_hidden=False)

    def update(self, **values: Any) -> int:
        """Moves ``updated_at`` like a save, by which search finds what a bulk write changed."""
        if values.keys() - {
            "weighted_score",
            "series",
            "series_place",
            "series_role",
            "popularity",
            "popularity_origin",
        }:
            values.setdefault("updated_at", timezone.now())
        return super().update(**values)


class Anime(models.Model):
    id = models.PositiveIntegerField(_("MyAnimeList 编号"), primary_key=True)
    type = models.CharField(_("类别"), max_length=10, choices=AnimeType.choices, default=AnimeType.UNKNOWN)
    episodes = models.PositiveIntegerField(_("集数"), null=True, blank=True, validators=[MinValueValidator(1)])
    start_date = models.DateField(_("开播日期"), null=True, blank=True)
    end_date = models.DateField(_("完结日期"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True)
    season = models.CharField(_("季度"), max_length=6, choices=Season.choices, null=True, blank=True)  # noqa: DJ001

    title_zh_hans = models.CharField(_("简体中文标题"), max_length=TITLE_LENGTH, blank=True)
    title_zh_hant = models.CharField(_("繁体中文标题"), max_length=TITLE_LENGTH, blank=True)
    title_ja = models.CharField(_("日文标题"), max_length=TITLE_LENGTH, blank=True)
    title_romaji = models.CharField(_("罗马字标题"), max_length=TITLE_LENGTH, blank=True)
    title_en = models.CharField(_("英文标题"), max_length=TITLE_LENGTH, blank=True)

    score = models.FloatField(
        _("评分"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    members = models.PositiveIntegerField(_("收藏人数"), default=0)
    source = models.CharField(_("原作类型"), max_length=12, choices=AnimeSource.choices, blank=True)
    country = models.CharField(_("国家或地区"), max_length=2, blank=True, help_text=_("两个字母，例如 JP、CN。"))
    duration = models.PositiveSmallIntegerField(_("每集分钟数"), null=True, blank=True)
    popularity = models.FloatField(
        _("热度"),
        default=0.0,
        editable=False,
        help_text=_("按 MyAnimeList 收藏人数的量级；没有时由其他来源换算或估计。"),
    )
    popularity_origin = models.CharField(
        _("热度来源"),
        max_length=9,
        choices=PopularityOrigin.choices,
        default=PopularityOrigin.ESTIMATED,
        editable=False,
    )
    weighted_score = models.FloatField(_("加权评分"), null=True, blank=True, editable=False)

    summary = models.TextField(_("简介"), blank=True)
    official_site = models.URLField(_("官方网站"), max_length=URL_LENGTH, blank=True)
    cover_url = models.URLField(
        _("封面来源地址"), max_length=URL_LENGTH, blank=True, help_text=_("默认不向该地址发出请求。")
    )
    cover = models.ImageField(_("封面"), upload_to="covers/", blank=True)

    series = models.CharField(
        _("系列"),
        max_length=SERIES_LENGTH,
        blank=True,
        db_index=True,
        help_text=_("从标题自动得出。填写相同的内容，可以把动漫归入同一系列；清空则不属于任何系列。"),
    )

    series_place = models.PositiveSmallIntegerField(
        _("系列中的顺序"), default=1, help_text=_("观看顺序，从 1 开始；只在正篇之间计数。")
    )
    series_role = models.CharField(_("系列中的角色"), max_length=5, choices=SeriesRole.choices, default=SeriesRole.MAIN)

    studios = models.ManyToManyField("catalog.Studio", related_name="anime", blank=True, verbose_name=_("制作公司"))
    producers = models.ManyToManyField(
        "catalog.Studio", related_name="produced_anime", blank=True, verbose_name=_("出品公司")
    )
    genres = models.ManyToManyField("catalog.Genre", related_name="anime", blank=True, verbose_name=_("类型标签"))
    tags = models.ManyToManyField(
        "catalog.Tag", through="catalog.AnimeTag", related_name="anime", blank=True, verbose_name=_("标签")
    )

    is_hidden = models.BooleanField(
        _("隐藏"), default=False, help_text=_("隐藏的动漫不会出现在任何页面、搜索和推荐中。")
    )
    edited_fields = models.JSONField(
        _("人工修改的字段"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("这些字段由运营人员修改过,重新导入时保持不变。"),
    )
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = AnimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("动漫")
        verbose_name_plural = _("动漫")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["is_hidden", "-weighted_score", "id"], name="catalog_by_weighted_score"),
            models.Index(fields=["is_hidden", "-members", "id"], name="catalog_by_members"),
            models.Index(fields=["is_hidden", "-popularity", "id"], name="catalog_by_popularity"),
            models.Index(fields=["is_hidden", "type"], name="catalog_by_type"),
            models.Index(fields=["is_hidden", "-year", "season"], name="catalog_by_season"),
            # Search asks for the latest change with every query.
            models.Index(fields=["updated_at"], name="catalog_by_change"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(type__in=AnimeType.values), name="catalog_type_known"),
            models.CheckConstraint(
                condition=models.Q(season=None) | models.Q(season__in=Season.values, year__isnull=False),
                name="catalog_season_known_and_with_year",
            ),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=1, score__lte=10),
                name="catalog_score_from_1_to_10",
            ),
            models.CheckConstraint(
                condition=models.Q(episodes=None) | models.Q(episodes__gte=1), name="catalog_episodes_at_least_1"
            ),
            models.CheckConstraint(
                condition=models.Q(source="") | models.Q(source__in=AnimeSource.values), name="catalog_source_known"
            ),
            models.CheckConstraint(
                condition=models.Q(series_role__in=SeriesRole.values), name="catalog_series_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(popularity_origin__in=PopularityOrigin.values),
                name="catalog_popularity_origin_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(title_zh_hans="", title_zh_hant="", title_ja="", title_romaji="", title_en=""),
                name="catalog_anime_has_a_title",
                violation_error_message=_("至少填写一个标题。"),
            ),
        ]

    def __str__(self) -> str:
        return (
            self.title_zh_hans or self.title_zh_hant or self.title_romaji or self.title_en or self.title_ja
        ) or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("catalog:anime", args=[self.pk])
