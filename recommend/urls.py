"""首页, 推荐, 相似动漫. The root URL configuration gives the home page its bare name."""

from django.urls import path

from recommend import views

app_name = "recommend"
urlpatterns = [
    path("recommendations/", views.recommendations_page, name="recommendations"),
    path("anime/<int:anime_id>/similar/", views.similar_fragment, name="similar"),
]
