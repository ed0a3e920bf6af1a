"""/api/v1/ of the recommendations."""

from django.urls import path

from recommend import api

urlpatterns = [
    path("recommendations/", api.RecommendationsView.as_view(), name="api-recommendations"),
    path("anime/<int:anime_id>/similar/", api.SimilarView.as_view(), name="api-similar"),
]
