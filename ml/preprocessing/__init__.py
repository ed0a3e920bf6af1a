"""What Spark does: cleaning files of ratings, preparing sequences."""
