"""Root URLs."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from animerec import site_files
from animerec.health import healthz, readyz
from animerec.media import media_file
from animerec.sitemaps import sitemap_index, sitemap_section
from recommend.views import home_page

handler500 = "accounts.views.errors.server_error"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", site_files.robots, name="robots"),
    path("favicon.ico", site_files.favicon, name="favicon"),
    path("manifest.webmanifest", site_files.manifest, name="manifest"),
    path(".well-known/change-password", site_files.change_password, name="change-password"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_section, name="sitemap-section"),
    path("admin/", admin.site.urls),
    path("", home_page, name="home"),
    path("", include("accounts.urls")),
    path("", include("accounts.page_urls")),
    path("", include("catalog.urls")),
    path("", include("favorites.urls")),
    path("", include("recommend.urls")),
    path("api/v1/", include("catalog.api.urls")),
    path("api/v1/", include("favorites.api_urls")),
    path("api/v1/", include("recommend.api_urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/v1/docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
    path("media/<path:path>", media_file),
]
