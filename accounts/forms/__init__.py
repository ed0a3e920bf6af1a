"""Forms of the account pages."""

from accounts.forms.avatar import AvatarForm
from accounts.forms.deletion import DeletionForm
from accounts.forms.feedback import FeedbackForm
from accounts.forms.login import LoginForm
from accounts.forms.password_reset import PasswordResetForm
from accounts.forms.profile import LanguagesForm, PrivacyForm, ProfileForm
from accounts.forms.registration import RegistrationForm

__all__ = [
    "AvatarForm",
    "DeletionForm",
    "FeedbackForm",
    "LanguagesForm",
    "LoginForm",
    "PasswordResetForm",
    "PrivacyForm",
    "ProfileForm",
    "RegistrationForm",
]
