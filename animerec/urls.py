"""Root URLs."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("accounts.page_urls")),
    path("", include("catalog.urls")),
    path("", include("favorites.urls")),
    path("api/v1/", include("catalog.api_urls")),
    path("api/v1/", include("favorites.api_urls")),
]
