"""Pictures of anime: their addresses, the files that are drawn, those that were uploaded and those that are fetched."""
