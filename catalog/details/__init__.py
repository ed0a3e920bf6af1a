"""What an anime's own page and its API say of it, part by part.

Studios, people, episodes, relations, other sites' scores. ``anime.detail_of`` joins the parts; pages reach it
through ``catalog.selectors``.
"""
