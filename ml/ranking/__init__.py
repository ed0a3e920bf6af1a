"""The ranker: features of a member and a candidate, the network that weighs them, and its calibration."""
