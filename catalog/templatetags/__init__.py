"""What templates ask of the catalogue."""
