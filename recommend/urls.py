"""首页, 推荐, 相似动漫. The root URL configuration gives the home page its bare name."""

from django.urls import path

from recommend import onboarding_views, views

app_name = "recommend"
urlpatterns = [
    path("recommendations/", views.recommendations_page, name="recommendations"),
    path("anime/<int:anime_id>/similar/", views.similar_fragment, name="similar"),
    path("welcome/", onboarding_views.onboarding, name="onboarding"),
    path("welcome/first/", onboarding_views.first_steps, name="first_steps"),
]
