"""Pages of the catalogue."""

from django.urls import path

from catalog import views

app_name = "catalog"
urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("rankings/", views.rankings_page, name="rankings"),
    path("seasons/", views.current_season, name="seasons"),
    path("seasons/<int:year>/<str:season>/", views.season, name="season"),
    path("anime/<int:anime_id>/", views.anime_page, name="anime"),
    path("covers/<int:anime_id>.svg", views.cover_image, name="cover"),
]
