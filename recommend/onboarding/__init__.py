"""The first steps of who is new: genres, a few questions, first ratings, and what they already bring."""
