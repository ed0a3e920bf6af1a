"""/api/v1/ of favourites and ratings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
