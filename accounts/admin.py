"""Members and feedback in the back office."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from accounts.avatars import change_avatar
from accounts.models import Feedback, User
from accounts.personal_data import delete_member

admin.site.unregister(Group)


# What gives rights: whoever could change these for others could give themselves any right.
POWERS = ("is_staff", "is_superuser", "groups", "user_permissions")


@admin.register(Group)
class GroupAdmin(ModelAdmin):
    """Superusers alone change groups: a group gives rights."""

    search_fields = ["name"]
    filter_horizontal = ["permissions"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "email", "region", "is_simulated", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_simulated", "is_active", "is_staff", "allow_training"]
    readonly_fields = ["avatar", "is_simulated", "last_login", "date_joined"]
    actions = ["remove_avatars"]
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("username", "password", "is_simulated")}),
        (_("个人资料"), {"fields": ("gender", "birthday", "phone", "email", "region", "signature", "avatar")}),
        (_("偏好"), {"fields": ("title_language", "interface_language", "allow_training")}),
        (_("权限"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("日期"), {"fields": ("last_login", "date_joined")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        fields = [str(name) for name in super().get_readonly_fields(request, obj)]
        return fields if request.user.is_superuser else [*fields, *POWERS]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Of others who work here, password and mail address are the way into their rights: superusers alone."""
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Django asks about the kind alone when several are deleted at once."""
        allowed = queryset if request.user.is_superuser else queryset.filter(is_staff=False, is_superuser=False)
        for member in allowed:
            delete_member(user=member)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        delete_member(user=obj)

    def _may_touch(self, request: HttpRequest, member: User | None) -> bool:
        if member is None or request.user.is_superuser or member.pk == request.user.pk:
            return True
        return not (member.is_staff or member.is_superuser)

    @admin.action(description=_("移除头像"), permissions=["change"])
    def remove_avatars(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For pictures that don't belong on the site."""
        for member in queryset.exclude(avatar=""):
            change_avatar(user=member, picture=None)
            self.log_change(request, member, gettext("移除头像"))


@admin.register(Feedback)
class FeedbackAdmin(ModelAdmin):
    list_display = ["__str__", "kind", "page_link", "user", "contact", "created_at", "handled"]
    list_filter = ["handled", "kind", "created_at"]
    list_select_related = ["user"]
    search_fields = ["text", "contact", "page"]
    autocomplete_fields = ["user"]
    readonly_fields = ["created_at"]
    actions = ["mark_handled"]

    @admin.display(description=_("相关页面"), ordering="page")
    def page_link(self, feedback: Feedback) -> str:
        """What isn't a path of this site was never checked by the form, and leads nowhere."""
        page = feedback.page
        if not page.startswith("/") or page.startswith("//"):
            return page or "–"
        return format_html('<a href="{}">{}</a>', page, Truncator(page).chars(60))

    @admin.action(description=_("标记为已处理"), permissions=["change"])
    def mark_handled(self, request: HttpRequest, queryset: QuerySet[Feedback]) -> None:
        queryset.update(handled=True)
