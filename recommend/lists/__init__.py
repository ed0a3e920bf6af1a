"""The lists that members see: 推荐 with its filters, the match on a card, 相似动漫.

The door is ``recommendations.recommend_for``; its ``Taste`` is read once a request.
"""
