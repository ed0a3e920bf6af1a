"""The pages that every site has."""

from django.urls import path

from accounts.views import pages

app_name = "pages"
urlpatterns = [
    path("about/", pages.about, name="about"),
    path("help/", pages.help_page, name="help"),
    path("terms/", pages.terms, name="terms"),
    path("feedback/", pages.feedback, name="feedback"),
    path("feedback/sent/", pages.feedback_sent, name="feedback_sent"),
]
