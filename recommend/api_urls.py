"""/api/v1/ of the recommendations."""

from django.urls import path

from recommend.blending import api as blend_api
from recommend.lists import api

urlpatterns = [
    path("recommendations/", api.RecommendationsView.as_view(), name="api-recommendations"),
    path("blend/", blend_api.BlendView.as_view(), name="api-blend"),
    path("anime/<int:anime_id>/similar/", api.SimilarView.as_view(), name="api-similar"),
]
