"""Pages of the catalogue."""

from django.urls import path, re_path

from catalog import views
from catalog.pictures.views import banner_image, cover_image

app_name = "catalog"
ANIME, VERSION = r"(?P<anime_id>[0-9]{1,19})", r"(?P<version>[0-9a-f]{12})"
urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("rankings/", views.rankings_page, name="rankings"),
    path("seasons/", views.current_season, name="seasons"),
    path("seasons/<int:year>/<str:season>/", views.season, name="season"),
    path("anime/<int:anime_id>/", views.anime_page, name="anime"),
    path("studios/", views.studios_page, name="studios"),
    path("studios/<int:studio_id>/", views.studio_page, name="studio"),
    path("people/<int:person_id>/", views.person_page, name="person"),
    re_path(rf"^covers/{ANIME}-(?P<language>zh|ja|romaji|en)-{VERSION}\.svg$", cover_image, name="cover"),
    re_path(rf"^banners/{ANIME}-{VERSION}\.svg$", banner_image, name="banner"),
]
