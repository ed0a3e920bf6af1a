"""Search: a query becomes clauses, an engine finds, the site orders and counts.

The doors are ``query.SearchQuery``, ``search.search`` and ``suggestions.suggest``.
"""
