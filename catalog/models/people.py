"""Who made an anime: studios, people with what they did, and characters with their voices."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.models.anime import Anime

NAME_LENGTH = 150


class Named(models.Model):
    """``name`` is the original one; ``name_zh`` the Chinese one, blank where it is the same or unknown."""

    name = models.CharField(_("名称"), max_length=NAME_LENGTH)
    name_zh = models.CharField(_("中文名"), max_length=NAME_LENGTH, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the interface."""
        if self.name_zh and (get_language() or "").startswith("zh"):
            return self.name_zh
        return self.name

    @property
    def other_name(self) -> str:
        """The one that ``label`` isn't, "" where there is none."""
        return next((name for name in (self.name, self.name_zh) if name and name != self.label), "")


class Studio(Named):
    """One row a studio, whatever its spellings: catalog.importing maps them."""

    name = models.CharField(_("名称"), max_length=NAME_LENGTH, unique=True)

    class Meta:
        verbose_name = _("制作公司")
        verbose_name_plural = _("制作公司")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("catalog:studio", args=[self.pk])


class Person(Named):
    """``bangumi_id`` tells namesakes apart; None where only a tag names the person."""

    bangumi_id = models.PositiveIntegerField(_("Bangumi 编号"), unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("人物")
        verbose_name_plural = _("人物")
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name"], name="catalog_person_by_name")]

    def get_absolute_url(self) -> str:
        return reverse("catalog:person", args=[self.pk])


class StaffRole(models.TextChoices):
    """In the order in which a page shows them."""

    DIRECTOR = "director", _("导演")
    ORIGINAL_CREATOR = "creator", _("原作")
    WRITER = "writer", _("系列构成")
    CHARACTER_DESIGN = "design", _("人物设定")
    MUSIC = "music", _("音乐")
    ANIMATION_DIRECTOR = "animation", _("作画监督")
    OTHER = "other", _("其他")


class AnimeStaff(models.Model):
    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="staff", verbose_name=_("动漫"))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="credits", verbose_name=_("人物"))
    role = models.CharField(_("职务"), max_length=10, choices=StaffRole.choices, default=StaffRole.OTHER)

    class Meta:
        verbose_name = _("制作人员")
        verbose_name_plural = _("制作人员")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["anime", "person", "role"], name="catalog_role_once_per_anime"),
            models.CheckConstraint(condition=models.Q(role__in=StaffRole.values), name="catalog_staff_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class Character(Named):
    bangumi_id = models.PositiveIntegerField(_("Bangumi 编号"), unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("角色")
        verbose_name_plural = _("角色")
        ordering = ["name", "id"]


class CharacterRole(models.TextChoices):
    MAIN = "main", _("主角")
    SUPPORTING = "supporting", _("配角")
    GUEST = "guest", _("客串")


class AnimeCharacter(models.Model):
    """``place``: the order in which a page shows them. ``voice``: None where nobody is known."""

    anime = models.ForeignKey(Anime, on_delete=models.CASCADE, related_name="cast", verbose_name=_("动漫"))
    character = models.ForeignKey(
        Character, on_delete=models.CASCADE, related_name="appearances", verbose_name=_("角色")
    )
    voice = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="voices", verbose_name=_("声优")
    )
    role = models.CharField(_("戏份"), max_length=10, choices=CharacterRole.choices, default=CharacterRole.SUPPORTING)
    place = models.PositiveSmallIntegerField(_("顺序"), default=0)

    class Meta:
        verbose_name = _("角色与声优")
        verbose_name_plural = _("角色与声优")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["anime", "character"], name="catalog_character_once_per_anime"),
            models.CheckConstraint(
                condition=models.Q(role__in=CharacterRole.values), name="catalog_character_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.character} / {self.voice}" if self.voice else str(self.character)
