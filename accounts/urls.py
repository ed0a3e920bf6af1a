"""Pages of a member's account, and the pages that every site has."""

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
