"""What the engines hold of each anime, and how that follows the database. The door is ``indexing``."""
