"""Forms of the account pages."""

from accounts.forms.deletion import DeletionForm
from accounts.forms.feedback import FeedbackForm
from accounts.forms.login import LoginForm
from accounts.forms.profile import ProfileForm
from accounts.forms.registration import RegistrationForm

__all__ = ["DeletionForm", "FeedbackForm", "LoginForm", "ProfileForm", "RegistrationForm"]
