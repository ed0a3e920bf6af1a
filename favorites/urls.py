"""我的收藏, and the forms that change it."""

from django.urls import path

from favorites.views import bulk, changes, dismissals, my_list

app_name = "favorites"
urlpatterns = [
    path("favorites/", my_list.my_list, name="list"),
    path("favorites/<int:anime_id>/", changes.favorite, name="favorite"),
    path("ratings/<int:anime_id>/", changes.rate, name="rate"),
    path("statuses/<int:anime_id>/", changes.status, name="status"),
    path("progress/<int:anime_id>/", changes.progress, name="progress"),
    path("notes/<int:anime_id>/", changes.note, name="note"),
    path("favorites/<int:anime_id>/remove/", bulk.remove, name="remove"),
    path("favorites/edit/", bulk.edit, name="edit"),
    path("favorites/restore/", bulk.restore, name="restore"),
    path("not-interested/", dismissals.dismissed, name="dismissed"),
    path("not-interested/<int:anime_id>/", dismissals.dismiss, name="dismiss"),
]
