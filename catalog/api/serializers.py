"""What the API says of many anime, and what may be asked; see anime_serializers for one."""

from rest_framework import serializers

from catalog.models import AnimeType, PopularityOrigin, RankingKind, ScoreSite, Season
from catalog.search.query import FIXED_VALUES, SORTS, clean_text


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
    cover = serializers.CharField(help_text="address of an image")
    url = serializers.CharField()


class CardPageSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="on all pages")
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = CardSerializer(many=True)


class RankedCardSerializer(CardSerializer):
    rank = serializers.IntegerField(help_text="among what the filters let through; the same with mine=hide")
    previous_rank = serializers.IntegerField(allow_null=True, help_text="on the day compared_with")
    movement = serializers.ChoiceField(
        choices=["", "up", "down", "same", "new"], help_text='"" while there is no earlier day to compare with'
    )
    moved = serializers.IntegerField(help_text="places")
    weighted_score = serializers.FloatField(allow_null=True)
    is_below_threshold = serializers.BooleanField(help_text="fewer people than m")
    score_site = serializers.CharField(allow_blank=True, help_text="whose score counts here: mal, bangumi or none")
    site_score = serializers.FloatField(allow_null=True, help_text="the mean there")
    people = serializers.IntegerField(help_text="that the score or the popularity speaks of")
    people_kind = serializers.ChoiceField(
        choices=["votes", *PopularityOrigin.values], help_text="where people comes from; of estimates it is rounded"
    )


class FormulaSerializer(serializers.Serializer):
    m = serializers.IntegerField(allow_null=True, help_text="people that the formula asks for")
    C = serializers.FloatField(allow_null=True, help_text="mean score of the site's anime here")


class RankingPageSerializer(CardPageSerializer, FormulaSerializer):
    """m and C are those of the source asked for, MyAnimeList's unless told."""

    results = RankedCardSerializer(many=True)
    compared_with = serializers.DateField(allow_null=True, help_text="a day in Japan")
    is_fallback = serializers.BooleanField(
        help_text="nobody did anything, or nothing has a score: popular stands in for trending or top"
    )
    unscored = serializers.IntegerField(help_text="of top: anime that the filters let through without any score")
    formulas = serializers.DictField(child=FormulaSerializer(), help_text="by site")
    slope = serializers.FloatField(
        help_text="a weighted score of Bangumi's times this, plus shift, is on MyAnimeList's scale"
    )
    shift = serializers.FloatField()


class PageQuery(serializers.Serializer):
    page = serializers.IntegerField(min_value=1, max_value=1_000_000, default=1)


class FacetValueSerializer(serializers.Serializer):
    value = serializers.CharField(help_text='what the parameter takes; with "-" before it, to exclude')
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField(help_text="results that have it, everything else chosen being equal")
    state = serializers.CharField(help_text='"", "include" or "exclude"')


class FacetSerializer(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    values = FacetValueSerializer(many=True)


class SearchPageSerializer(CardPageSerializer):
    facets = FacetSerializer(many=True)
    did_you_mean = serializers.CharField(help_text='"" unless only a mistake explains the results')
    engine = serializers.ChoiceField(choices=["elasticsearch", "embedded"])
    is_degraded = serializers.BooleanField(help_text="Elasticsearch is configured but another engine answered")


class SuggestionSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text="MyAnimeList's id")
    title = serializers.CharField()
    also = serializers.CharField(help_text='another title, where that is what matched; else ""')
    year = serializers.IntegerField(allow_null=True)
    type = serializers.CharField()
    type_label = serializers.CharField()
    cover = serializers.CharField(help_text="address of an image")
    url = serializers.CharField()


class SuggestionsSerializer(serializers.Serializer):
    query = serializers.CharField()
    results = SuggestionSerializer(many=True)
    engine = serializers.ChoiceField(choices=["elasticsearch", "embedded"])
    is_degraded = serializers.BooleanField()


class NotReadySerializer(serializers.Serializer):
    detail = serializers.CharField()


class TextParameters(serializers.Serializer):
    """Text of any kind is a query: NULs and lone surrogates, which fields refuse, are only marks to ignore."""

    def to_internal_value(self, data):  # type: ignore[no-untyped-def]
        readable = data.copy()
        if "q" in readable:
            readable["q"] = clean_text(readable["q"])
        return super().to_internal_value(readable)


class SuggestParameters(TextParameters):
    q = serializers.CharField(required=False, allow_blank=True, help_text="what is typed so far")


def _values_of(name: str) -> serializers.ListField:
    values = FIXED_VALUES[name]
    choices = [*values, *(f"-{value}" for value in values)]
    return serializers.ListField(required=False, child=serializers.ChoiceField(choices=choices))


def _numbers(help_text: str) -> serializers.ListField:
    child = serializers.RegexField(r"^-?\d{1,9}\Z")
    return serializers.ListField(required=False, child=child, help_text=help_text)


class SearchParameters(TextParameters, PageQuery):
    """The search page's parameters, which SearchQuery.from_params reads; here what is unknown is refused."""

    q = serializers.CharField(required=False, allow_blank=True, help_text="a title in any language, or a part of one")
    sort = serializers.ChoiceField(required=False, choices=SORTS, help_text="match is for members")
    mine = serializers.ChoiceField(
        required=False, choices=["hide"], help_text="leaves out what is on the member's list"
    )
    genre = _numbers('ids, all of which must hold; "-" before a value of any of these excludes it')
    tag = _numbers("ids, all of which must hold")
    year = _numbers("any may hold")
    type = _values_of("type")
    season = _values_of("season")
    status = _values_of("status")
    source = _values_of("source")  # type: ignore[assignment]
    studio = _numbers("ids, any may hold")
    staff = _numbers("ids of people, all of whom must have worked on it")
    country = serializers.ListField(
        required=False,
        child=serializers.RegexField(r"^-?(?:[A-Z]{2}|none)\Z"),
        help_text="two letters, any may hold",
    )
    episodes = _values_of("episodes")
    score = _values_of("score")
    members = _values_of("members")


class RankingParameters(PageQuery):
    """The rankings page's parameters, which RankingQuery.from_params reads; here what is unknown is refused."""

    kind = serializers.ChoiceField(choices=RankingKind.values, default=RankingKind.TOP.value)
    source = serializers.ChoiceField(  # type: ignore[assignment]
        required=False,
        choices=ScoreSite.values,
        help_text="of top: whose scores; by default MyAnimeList's and, where it has none, Bangumi's converted",
    )
    type = serializers.ChoiceField(required=False, choices=AnimeType.values)
    year = serializers.IntegerField(
        required=False, min_value=1, max_value=9999, help_text="not for airing and upcoming"
    )
    season = serializers.ChoiceField(required=False, choices=Season.values, help_text="together with year")
    genre = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1, help_text="a genre's id")
    mine = serializers.ChoiceField(
        required=False, choices=["hide"], help_text="leaves out what is on the member's list"
    )
