"""The recommendation pipeline in plain Python: files in, files out, public anime ids; no web framework."""
