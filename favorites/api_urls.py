"""/api/v1/ of favourites, ratings and statuses."""

from django.urls import path

from favorites import api

urlpatterns = [
    path("favorites/", api.FavoriteList.as_view(), name="api-favorites"),
    path("favorites/<int:anime_id>/", api.FavoriteDetail.as_view(), name="api-favorite"),
    path("ratings/", api.RatingList.as_view(), name="api-ratings"),
    path("ratings/<int:anime_id>/", api.RatingDetail.as_view(), name="api-rating"),
    path("statuses/", api.StatusList.as_view(), name="api-statuses"),
    path("statuses/<int:anime_id>/", api.StatusDetail.as_view(), name="api-status"),
]
