"""/api/v1/ of the catalogue."""

from django.urls import path, re_path

from catalog.api import views as api

urlpatterns = [
    path("anime/", api.AnimeListView.as_view(), name="api-anime-list"),
    path("anime/<int:anime_id>/", api.AnimeView.as_view(), name="api-anime"),
    # With and without the last slash: a redirect would cost every letter a second request.
    re_path(r"^search/?$", api.SearchView.as_view(), name="api-search"),
    re_path(r"^suggest/?$", api.SuggestView.as_view(), name="api-suggest"),
    path("rankings/", api.RankingsView.as_view(), name="api-rankings"),
]
