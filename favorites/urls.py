"""我的收藏, and the forms that change it."""

from django.urls import URLPattern

app_name = "favorites"
urlpatterns: list[URLPattern] = []
