"""The packages that the catalogue is made from.

Fetched by ``download``, checked by their digests, read one module each.
"""
