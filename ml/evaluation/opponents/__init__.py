"""Recommenders that ours must beat, each tuned with as many trials as the others; ``contest.hold_contest`` is the door.

Each learns from rows and answers from a list alone, and none sees the members who judge before they are judged.
"""
