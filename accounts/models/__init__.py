"""Members, and what they write to the people who run the site."""

from accounts.models.attempts import AttemptCount
from accounts.models.feedback import Feedback, FeedbackKind
from accounts.models.regions import Region
from accounts.models.user import Gender, InterfaceLanguage, TitleLanguage, User

__all__ = ["AttemptCount", "Feedback", "FeedbackKind", "Gender", "InterfaceLanguage", "Region", "TitleLanguage", "User"]
