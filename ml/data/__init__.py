"""What everything else in ``ml`` reads.

Rows of ratings, the table of anime, profiles of members, series, parts by hash.
"""
