"""关于, 帮助, 条款, 反馈."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import FeedbackForm
from accounts.services import send_feedback


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/terms.html")


@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_feedback(user=request.user if request.user.is_authenticated else None, **form.cleaned_data)
        messages.success(request, _("感谢反馈，我们已经收到"))
        return redirect("pages:feedback")
    return render(request, "pages/feedback.html", {"form": form})
