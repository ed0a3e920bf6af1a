"""Commands of the recommendations, and how they choose the snapshot and the datasets that they speak of."""
