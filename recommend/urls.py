"""首页, 推荐, 相似动漫. The root URL configuration gives the home page its bare name."""

from django.urls import path

from recommend import views
from recommend.blending import views as blend_views
from recommend.lists import views as recommendation_views
from recommend.onboarding import views as onboarding_views
from recommend.taste import views as taste_views

app_name = "recommend"
urlpatterns = [
    path("recommendations/", recommendation_views.recommendations_page, name="recommendations"),
    path("recommendations/preferences/", recommendation_views.save_preferences, name="preferences"),
    path("anime/<int:anime_id>/similar/", views.similar_fragment, name="similar"),
    path("blend/", blend_views.blend_page, name="blend"),
    path("taste/", taste_views.taste_page, name="taste"),
    path("welcome/", onboarding_views.onboarding, name="onboarding"),
    path("welcome/first/", onboarding_views.first_steps, name="first_steps"),
]
