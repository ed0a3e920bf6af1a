"""How much the catalogue knows, how its sources were joined, how far it agrees with another list."""
