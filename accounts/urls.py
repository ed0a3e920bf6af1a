"""Pages of a member's account."""

from django.urls import path

from accounts.views import account, appearance, entry, password_reset, settings

app_name = "accounts"
urlpatterns = [
    path("login/", entry.LoginView.as_view(), name="login"),
    path("logout/", entry.log_out, name="logout"),
    path("register/", entry.register, name="register"),
    path("register/check/", entry.check_username, name="check_username"),
    path("settings/", settings.settings_page, name="settings"),
    path("settings/avatar/", settings.save_avatar, name="avatar"),
    path("settings/password/", account.PasswordChangeView.as_view(), name="password_change"),
    path("settings/export/", account.export, name="export"),
    path("settings/delete/", account.delete, name="delete"),
    path("settings/<slug:section>/", settings.save_section, name="settings_section"),
    path("password-reset/", password_reset.PasswordResetView.as_view(), name="password_reset"),
    path("password-reset/sent/", password_reset.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "password-reset/<uidb64>/<token>/",
        password_reset.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    path("password-reset/done/", password_reset.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("language/", appearance.choose_language, name="language"),
    path("theme/", appearance.choose_theme, name="theme"),
]
