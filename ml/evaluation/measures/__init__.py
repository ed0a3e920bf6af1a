"""Figures of lists against what members liked: NDCG, coverage, intervals by resampling, what a rule costs."""
