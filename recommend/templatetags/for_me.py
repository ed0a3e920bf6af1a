"""What an anime would be for the one who looks at its page."""

from typing import Any

from django import template

from accounts.titles import title_language
from recommend.lists.matches import match_of
from recommend.lists.recommendations import has_told, page_taste

register = template.Library()


@register.inclusion_tag("recommend/for_me.html", takes_context=True)
def for_me(context: dict[str, Any], anime: Any) -> dict[str, Any]:
    """Shows 匹配度, 预计评分 and reasons; an invitation while the list is empty; nothing for a watched anime."""
    request = context["request"]
    taste = page_taste(request) if has_told(request.user) else None
    if taste is None or not len(taste.member.history):
        return {"invitation": True}
    match = match_of(user=request.user, anime_id=anime.id, language=title_language(request), taste=taste)
    return {"match": match}
