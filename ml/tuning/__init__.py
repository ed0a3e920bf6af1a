"""The search for better parameters: spaces, objectives on inner splits, trials that can be taken up again."""
