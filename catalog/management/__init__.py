"""Commands of the catalogue, and how a command shows its progress."""
