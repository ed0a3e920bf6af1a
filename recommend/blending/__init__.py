"""混合推荐: what goes between two or more anime. ``blend.blend_for`` is the door, for the page and the API."""
