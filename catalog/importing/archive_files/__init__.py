"""Files of strangers, read as a stream: folders, zips, zst, JSON lines, JSON arrays, CSV; each refusal names file and line."""
