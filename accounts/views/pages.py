"""关于, 帮助, 条款, 反馈."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import throttle
from accounts.forms import FeedbackForm
from accounts.operator import site_operator
from accounts.services import send_feedback
from accounts.views.errors import too_many_requests


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/terms.html", {"operator": site_operator()})


@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """``?about=/anime/1/&kind=content``: what it is about, filled in already."""
    asked = {"page": request.GET.get("about", ""), "kind": request.GET.get("kind", "")}
    form = FeedbackForm(request.POST or None, host=request.get_host(), initial=asked)
    if request.method == "POST" and form.is_valid():
        if wait_s := throttle.claim_feedback(request=request):
            return too_many_requests(request, wait_s=wait_s, template="429_feedback.html")
        send_feedback(user=request.user if request.user.is_authenticated else None, **form.cleaned_data)
        return redirect("pages:feedback_sent")
    return render(request, "pages/feedback.html", {"form": form, "operator": site_operator()})


def feedback_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/feedback_sent.html", {"operator": site_operator()})
