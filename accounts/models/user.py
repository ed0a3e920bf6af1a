"""A member of the site."""

import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.regions import Region


class Gender(models.TextChoices):
    FEMALE = "f", _("女")
    MALE = "m", _("男")
    SECRET = "x", _("保密")


class TitleLanguage(models.TextChoices):
    """Names of languages stand in those languages, whatever the interface speaks."""

    CHINESE = "zh", "中文"
    JAPANESE = "ja", "日本語"
    ROMAJI = "romaji", "Romaji"
    ENGLISH = "en", "English"


class InterfaceLanguage(models.TextChoices):
    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "English"


phone_validator = RegexValidator(r"^\+?[0-9][0-9 \-]{4,18}$", _("请输入有效的手机号码。"))


def name_key(username: str) -> str:
    """What two names have in common that people take for the same: Alice, alice, Ａｌｉｃｅ."""
    return unicodedata.normalize("NFKC", username).casefold()


class NameKeyField(models.CharField):
    """Follows the name whichever way the row is written."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        key = name_key(str(model_instance.username))  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key


class MemberManager(UserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """At every door the name may be written in any case."""
        return self.get(username_key=name_key(username or ""))


class User(AbstractUser):
    username_key = NameKeyField(max_length=450, unique=True, editable=False)
    gender = models.CharField(_("性别"), max_length=1, choices=Gender.choices, default=Gender.SECRET)
    phone = models.CharField(_("手机"), max_length=20, blank=True, validators=[phone_validator])
    birthday = models.DateField(_("生日"), null=True, blank=True)
    signature = models.CharField(_("签名"), max_length=200, blank=True)
    region = models.CharField(_("地区"), max_length=2, choices=Region.choices, blank=True)
    avatar = models.ImageField(_("头像"), upload_to="avatars/", blank=True)
    title_language = models.CharField(
        _("标题语言"), max_length=6, choices=TitleLanguage.choices, default=TitleLanguage.CHINESE
    )
    interface_language = models.CharField(
        _("界面语言"),
        max_length=7,
        choices=InterfaceLanguage.choices,
        blank=True,
        help_text=_("留空则跟随浏览器。"),
    )
    allow_training = models.BooleanField(
        _("允许用于训练"), default=True, help_text=_("我的收藏、评分和状态可以用于训练推荐模型。")
    )
    is_simulated = models.BooleanField(
        _("模拟会员"), default=False, editable=False, help_text=_("由演示数据生成，不是真实的人。")
    )

    objects: ClassVar[MemberManager] = MemberManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("会员")  # type: ignore[assignment]
        verbose_name_plural = _("会员")  # type: ignore[assignment]
        indexes = [models.Index(fields=["is_simulated"], name="accounts_by_simulated")]
        constraints = [
            models.CheckConstraint(condition=models.Q(gender__in=Gender.values), name="accounts_gender_known"),
            models.CheckConstraint(
                condition=models.Q(title_language__in=TitleLanguage.values), name="accounts_title_language_known"
            ),
        ]

    def clean(self) -> None:
        """For forms; the constraint of the database holds for everybody else."""
        super().clean()
        if User.objects.filter(username_key=name_key(self.username or "")).exclude(pk=self.pk).exists():
            raise ValidationError({"username": ValidationError(_("该用户名已被注册。"), code="taken")})
