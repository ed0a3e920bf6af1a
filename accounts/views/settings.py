"""设置: one page of sections, each with a form of its own that can be sent without the others."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.avatars import change_avatar
from accounts.forms import AvatarForm, LanguagesForm, PrivacyForm, ProfileForm
from accounts.members import member_of

SECTIONS: dict[str, type[forms.ModelForm]] = {
    "profile": ProfileForm,
    "languages": LanguagesForm,
    "privacy": PrivacyForm,
}


@login_required
@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    return _page(request)


@login_required
@require_http_methods(["GET", "POST"])
def save_section(request: HttpRequest, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    if request.method == "GET":
        return redirect(_address(section))
    form = SECTIONS[section](request.POST, instance=member_of(request))
    if not form.is_valid():
        # The form wrote what was refused into the member that the page's header shows.
        member_of(request).refresh_from_db()
        return _page(request, **{section: form})
    member = form.save()
    if member.interface_language:
        translation.activate(member.interface_language)
    messages.success(request, _("设置已保存"))
    return redirect(_address(section))


@login_required
@require_POST
def save_avatar(request: HttpRequest) -> HttpResponse:
    """``remove`` takes it away."""
    if "remove" in request.POST:
        change_avatar(user=member_of(request), picture=None)
        messages.success(request, _("头像已移除"))
        return redirect(_address("avatar"))
    form = AvatarForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, avatar=form)
    change_avatar(user=member_of(request), picture=form.cleaned_data["picture"])
    messages.success(request, _("头像已更换"))
    return redirect(_address("avatar"))


def _page(request: HttpRequest, **sent: forms.BaseForm) -> HttpResponse:
    """``sent``: the form of a section that was refused, with its errors."""
    member = member_of(request)
    shown: dict[str, forms.BaseForm] = {name: form(instance=member) for name, form in SECTIONS.items()}
    return render(request, "accounts/settings.html", {"avatar": AvatarForm(), **shown, **sent})


def _address(section: str) -> str:
    return f"{reverse('accounts:settings')}#{section}"
