"""What a training fits, and on which part of the data: sources on inner splits, anime hidden for the second ranker.

``parallel.fit_parts`` runs the parts side by side.
"""
