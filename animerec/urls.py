"""Root URLs."""

from django.contrib import admin
from django.urls import include, path

from recommend.views import home_page

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", home_page, name="home"),
    path("", include("accounts.urls")),
    path("", include("accounts.page_urls")),
    path("", include("catalog.urls")),
    path("", include("favorites.urls")),
    path("", include("recommend.urls")),
    path("api/v1/", include("catalog.api_urls")),
    path("api/v1/", include("favorites.api_urls")),
    path("api/v1/", include("recommend.api_urls")),
]
