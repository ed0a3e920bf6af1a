"""The bridge between the site and ``ml``: nothing else imports ``ml``.

The doors are ``lists.recommendations`` to ask and ``training.requests`` to make; each room says what it holds.
"""
