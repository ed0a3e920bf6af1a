"""/api/v1/ of the catalogue."""

from django.urls import path

from catalog import api

urlpatterns = [
    path("anime/", api.AnimeListView.as_view(), name="api-anime-list"),
    path("anime/<int:anime_id>/", api.AnimeView.as_view(), name="api-anime"),
    path("search/", api.SearchView.as_view(), name="api-search"),
    path("rankings/", api.RankingsView.as_view(), name="api-rankings"),
]
