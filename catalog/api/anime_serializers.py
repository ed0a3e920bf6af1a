"""What the API says of one anime: all that its page does."""

from rest_framework import serializers

from catalog.airing import STATUSES
from catalog.api.serializers import CardSerializer
from catalog.models import (
    AnimeSource,
    CharacterRole,
    EpisodeKind,
    PopularityOrigin,
    RelationKind,
    ScoreSite,
    SeriesRole,
    StaffRole,
)


class LinkSerializer(serializers.Serializer):
    site = serializers.CharField()
    url = serializers.CharField()


class TagCountSerializer(serializers.Serializer):
    name = serializers.CharField()
    count = serializers.IntegerField()


class LanguageTitleSerializer(serializers.Serializer):
    language = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()


class RelatedAnimeSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text="MyAnimeList's id")
    title = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    type = serializers.CharField()
    url = serializers.CharField()


class RelationSerializer(RelatedAnimeSerializer):
    kind = serializers.ChoiceField(choices=RelationKind.values, help_text="what it is to this anime")


class SeriesEntrySerializer(RelatedAnimeSerializer):
    place = serializers.IntegerField(help_text="from 1, in watching order; counted among main entries alone")
    role = serializers.ChoiceField(choices=SeriesRole.values, help_text="only main is an entry to begin with")


class NameSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField(help_text="in the language asked for")
    other_name = serializers.CharField(help_text='the original or the Chinese one; "" where it is the same')
    url = serializers.CharField(help_text="the page of their works")


class StaffCreditSerializer(serializers.Serializer):
    role = serializers.ChoiceField(choices=StaffRole.values)
    role_label = serializers.CharField()
    person = NameSerializer()


class CastCreditSerializer(serializers.Serializer):
    character = serializers.CharField()
    other_name = serializers.CharField(help_text='as of people; "" where it is the same')
    role = serializers.ChoiceField(choices=CharacterRole.values)
    role_label = serializers.CharField()
    voice = NameSerializer(allow_null=True)


class EpisodeSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=EpisodeKind.values)
    number = serializers.FloatField(help_text="12.5 for what stands between two")
    title = serializers.CharField(help_text='"" when unknown')
    other_title = serializers.CharField(help_text='in the other language; "" when unknown')
    air_date = serializers.DateField(allow_null=True)


class OutsideScoreSerializer(serializers.Serializer):
    """What members of another site make of it; a count that the source doesn't give is 0."""

    site = serializers.ChoiceField(choices=ScoreSite.values)
    score = serializers.FloatField(allow_null=True)
    votes = serializers.IntegerField()
    rank = serializers.IntegerField(allow_null=True, help_text="on that site")
    histogram = serializers.ListField(
        child=serializers.IntegerField(), help_text="ten counts, of the votes for 1 to 10; empty when unknown"
    )
    members = serializers.IntegerField(help_text="who have it on a list there")
    wished = serializers.IntegerField()
    watching = serializers.IntegerField()
    completed = serializers.IntegerField()
    on_hold = serializers.IntegerField()
    dropped = serializers.IntegerField()


class AnimeDetailSerializer(CardSerializer):
    titles = LanguageTitleSerializer(many=True)
    status = serializers.CharField(help_text=f"{', '.join(STATUSES)}; by today's date in Japan")
    top_rank = serializers.IntegerField(allow_null=True, help_text="in the ranking top")
    popular_rank = serializers.IntegerField(allow_null=True, help_text="in the ranking popular")
    popularity_origin = serializers.ChoiceField(
        choices=PopularityOrigin.values, help_text="what popular_rank rests on; members alone is a number of people"
    )
    start_date = serializers.DateField(allow_null=True)
    end_date = serializers.DateField(allow_null=True)
    season = serializers.CharField(allow_blank=True)
    weighted_score = serializers.FloatField(allow_null=True)
    outside_scores = OutsideScoreSerializer(many=True)
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=["", *AnimeSource.values], help_text='"" when unknown'
    )
    country = serializers.CharField(help_text='two letters; "" when unknown')
    duration = serializers.IntegerField(allow_null=True, help_text="minutes of an episode")
    studios = NameSerializer(many=True)
    producers = NameSerializer(many=True, help_text="who paid for it")
    staff = StaffCreditSerializer(many=True, help_text="directors first")
    cast = CastCreditSerializer(many=True)
    episode_list = EpisodeSerializer(many=True, help_text="by number, specials last")
    tags = TagCountSerializer(many=True)
    summary = serializers.CharField(allow_blank=True)
    official_site = serializers.CharField(allow_blank=True)
    watch_links = LinkSerializer(many=True)
    external_links = LinkSerializer(many=True)
    relations = RelationSerializer(many=True)
    series = SeriesEntrySerializer(many=True, help_text="in watching order, this anime among them; empty when alone")
