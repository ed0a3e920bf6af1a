"""Files of strangers as streams: folders, zips, zst, JSON lines and arrays; each refusal names file and line."""
