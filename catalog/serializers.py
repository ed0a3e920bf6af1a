"""What the API says of anime."""

from rest_framework import serializers

from catalog.rankings import RankingKind


class CardSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text="MyAnimeList's id")
    title = serializers.CharField()
    secondary_title = serializers.CharField(allow_blank=True)
    year = serializers.IntegerField(allow_null=True)
    type = serializers.CharField()
    type_label = serializers.CharField()
    episodes = serializers.IntegerField(allow_null=True)
    score = serializers.FloatField(allow_null=True)
    members = serializers.IntegerField()
    genres = serializers.ListField(child=serializers.CharField())
    cover = serializers.CharField(allow_blank=True)
    url = serializers.CharField()


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


class AnimeDetailSerializer(CardSerializer):
    titles = LanguageTitleSerializer(many=True)
    start_date = serializers.DateField(allow_null=True)
    end_date = serializers.DateField(allow_null=True)
    season = serializers.CharField(allow_blank=True)
    weighted_score = serializers.FloatField(allow_null=True)
    tags = TagCountSerializer(many=True)
    summary = serializers.CharField(allow_blank=True)
    official_site = serializers.CharField(allow_blank=True)
    watch_links = LinkSerializer(many=True)
    external_links = LinkSerializer(many=True)


class CardPageSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="on all pages")
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = CardSerializer(many=True)


class RankingPageSerializer(CardPageSerializer):
    m = serializers.IntegerField(allow_null=True, help_text="members that the formula asks for")
    C = serializers.FloatField(allow_null=True, help_text="mean score of the catalogue")


class PageQuery(serializers.Serializer):
    page = serializers.IntegerField(min_value=1, max_value=1_000_000, default=1)


class SearchParameters(PageQuery):
    q = serializers.CharField(allow_blank=True, trim_whitespace=False, help_text="a title, or a part of one")

    def to_internal_value(self, data):  # type: ignore[no-untyped-def]
        # NULs are refused by the field; here they are only marks to ignore.
        plain = {name: str(value).replace("\x00", " ") for name, value in data.items()}
        return super().to_internal_value(plain)


class RankingParameters(PageQuery):
    kind = serializers.ChoiceField(choices=RankingKind.values, default=RankingKind.TOP.value)
