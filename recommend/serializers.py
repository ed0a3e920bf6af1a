"""What the API says of recommendations."""

from rest_framework import serializers

from catalog.serializers import CardSerializer
from recommend.recommendations import MAX_N

MAX_OFFSET = 1_000


class RecommendationSerializer(CardSerializer):
    probability = serializers.FloatField(
        allow_null=True, help_text="calibrated, 0..1: that it is among what the member likes next"
    )
    match = serializers.IntegerField(
        allow_null=True, help_text="percent, calibrated: the chance of 8 or more if the member watches it"
    )
    predicted_score = serializers.FloatField(allow_null=True, help_text="the member's rating then, 1..10")
    reasons = serializers.ListField(child=serializers.CharField())


class RecommendationsSerializer(serializers.Serializer):
    results = RecommendationSerializer(many=True)


class SimilarSerializer(serializers.Serializer):
    results = CardSerializer(many=True)


class RecommendationsQuery(serializers.Serializer):
    n = serializers.IntegerField(min_value=1, max_value=MAX_N, default=20, help_text="how many")
    offset = serializers.IntegerField(min_value=0, max_value=MAX_OFFSET, default=0, help_text="from which place on")


class SimilarQuery(serializers.Serializer):
    n = serializers.IntegerField(min_value=1, max_value=MAX_N, default=12, help_text="how many")
