"""The catalogue: what the site knows of anime, its pages, search and rankings, and how anime come in.

Other apps ask ``selectors`` for cards and details, ``search.search`` for a search and ``rankings`` for a ranking.
"""
