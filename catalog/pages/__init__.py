"""What the larger pages show, arranged for their templates.

An anime, a season, a studio's or a person's works, filters. Each module answers one view of ``catalog.views``.
"""
