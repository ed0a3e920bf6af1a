"""One loaded snapshot as something that answers.

Lists, questions, blends, similar anime. ``recommender`` is the door.
"""
