"""/api/v1/ of the recommendations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
