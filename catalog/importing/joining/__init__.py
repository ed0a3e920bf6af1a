"""Which entries of different sources are the same anime. The door is ``matching.match_entries``."""
