"""The sources of candidates: each scores every rated anime for a member from a list alone.

``models`` fits them, ``sources`` asks them, ``candidates`` merges what they say.
"""
