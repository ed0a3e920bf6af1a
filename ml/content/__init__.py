"""What is known of an anime before anybody has rated it: the doors are ``vectors``, ``popularity`` and ``features``.

Everything here is made from the anime table alone, or from what a member made of other anime.
"""
