"""What the API tells of members' lists, and what it takes."""

from rest_framework import serializers

from favorites.models import ListEntry, Status
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE


class EntrySerializer(serializers.ModelSerializer):
    """``id`` is the anime's."""

    id = serializers.IntegerField(source="anime_id", read_only=True)
    is_favorite = serializers.BooleanField(read_only=True)
    progress = serializers.IntegerField(read_only=True)

    class Meta:
        model = ListEntry
        fields = ["id", "is_favorite", "status", "score", "progress", "updated_at"]
        read_only_fields = fields


class ScoreSerializer(serializers.Serializer):
    score = serializers.IntegerField(min_value=LOWEST_SCORE, max_value=HIGHEST_SCORE)


class StatusSerializer(serializers.Serializer):
    status = serializers.ChoiceField(choices=Status.choices)
    progress = serializers.IntegerField(min_value=0, required=False, allow_null=True)
