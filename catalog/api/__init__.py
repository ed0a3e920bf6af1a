"""The catalogue's part of /api/v1/: views, what they read and what they answer. ``urls`` is the door."""
