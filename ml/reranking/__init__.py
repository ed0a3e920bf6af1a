"""From a ranked list to a page: the rules, a member's leaning, what operators pin. ``rules.rerank`` is the door."""
