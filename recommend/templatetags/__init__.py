"""What templates ask of the recommendations."""
