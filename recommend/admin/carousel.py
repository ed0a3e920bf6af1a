"""The carousel of the home page, as operators arrange it."""

import io
import secrets

from django.contrib import admin
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.decoding import decode_upright
from accounts.titles import title_language
from catalog.selectors import cards_in_order
from recommend.home.carousel import slide_of
from recommend.models import CarouselSlide


@admin.register(CarouselSlide)
class CarouselSlideAdmin(ModelAdmin):
    list_display = ("picture_shown", "__str__", "leads_to", "state", "starts_at", "ends_at", "order", "is_active")
    list_display_links = ("picture_shown", "__str__")
    list_editable = ("order", "is_active")
    list_select_related = ("anime",)
    list_filter = ("is_active",)
    search_fields = ("title_zh", "title_en", "anime__title_zh_hans", "anime__title_romaji", "link")
    autocomplete_fields = ("anime",)
    readonly_fields = ("preview",)
    fieldsets = (
        (gettext_lazy("指向"), {"fields": ("anime", "link")}),
        (gettext_lazy("文字"), {"fields": ("title_zh", "title_en", "text_zh", "text_en")}),
        (gettext_lazy("图片"), {"fields": ("picture", "preview")}),
        (gettext_lazy("时间与顺序"), {"fields": ("starts_at", "ends_at", "order", "is_active")}),
    )
    actions = ("switch_on", "switch_off")

    def save_model(self, request: HttpRequest, obj: CarouselSlide, form: ModelForm, change: bool) -> None:
        if "picture" in form.changed_data and obj.picture:
            obj.picture = _made_anew(obj.picture)
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_page)
        return [path("<int:slide_id>/preview/", view, name="recommend_carouselslide_preview"), *super().get_urls()]

    def preview_page(self, request: HttpRequest, slide_id: int) -> HttpResponse:
        """As the home page shows it, whether or not its time has come."""
        slide = CarouselSlide.objects.filter(pk=slide_id).first()
        if slide is None or not self.has_view_permission(request, slide):
            raise Http404
        cards = cards_in_order([slide.anime_id] if slide.anime_id else [], language=title_language(request))
        shown = slide_of(slide, {card.id: card for card in cards})
        return render(request, "recommend/slide_preview.html", {"slides": [shown] if shown else []})

    @admin.display(description=gettext_lazy("图片"))
    def picture_shown(self, slide: CarouselSlide) -> SafeString | str:
        if not slide.picture:
            return "—"
        return format_html('<img src="{}" alt="" width="144" height="48" class="object-cover">', slide.picture.url)

    @admin.display(description=gettext_lazy("指向"))
    def leads_to(self, slide: CarouselSlide) -> str:
        return str(slide.anime) if slide.anime else slide.link

    @admin.display(description=gettext_lazy("预览"))
    def preview(self, slide: CarouselSlide) -> SafeString | str:
        if slide.pk is None:
            return _("保存后可以预览。")
        address = reverse("admin:recommend_carouselslide_preview", args=[slide.pk])
        return format_html('<a href="{}" target="_blank">{}</a>', address, _("按首页的样子预览"))

    @display(
        description=gettext_lazy("状态"),
        label={"running": "success", "waiting": "info", "over": "default", "off": "default"},
    )
    def state(self, slide: CarouselSlide) -> tuple[str, str]:
        now = timezone.now()
        if not slide.is_active:
            return "off", _("已停用")
        if slide.starts_at > now:
            return "waiting", _("未开始")
        if slide.ends_at is not None and slide.ends_at <= now:
            return "over", _("已结束")
        return "running", _("生效中")

    @admin.action(description=gettext_lazy("启用"), permissions=["change"])
    def switch_on(self, request: HttpRequest, slides: QuerySet[CarouselSlide]) -> None:
        _switch(slides, is_active=True)

    @admin.action(description=gettext_lazy("停用"), permissions=["change"])
    def switch_off(self, request: HttpRequest, slides: QuerySet[CarouselSlide]) -> None:
        _switch(slides, is_active=False)


def _made_anew(picture: FieldFile) -> ContentFile:
    """Nothing but pixels: where it was taken, and by which camera, stays behind."""
    target = io.BytesIO()
    decode_upright(picture.file).save(target, "WEBP", quality=86, method=4)
    return ContentFile(target.getvalue(), name=f"{secrets.token_urlsafe(9)}.webp")


def _switch(slides: QuerySet[CarouselSlide], *, is_active: bool) -> None:
    # With the moment, by which the home page that is kept for visitors sees a change.
    slides.update(is_active=is_active, updated_at=timezone.now())
