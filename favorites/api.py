"""/api/v1/favorites/, ratings/ and statuses/: a list to read, and one entry by its anime's id to put or delete."""

from collections.abc import Callable
from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from favorites import services
from favorites.models import ListEntry
from favorites.selectors import entries_of
from favorites.serializers import EntrySerializer, ScoreSerializer, StatusSerializer


class EntryPages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "n"
    max_page_size = 200


class _EntryList(generics.ListAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = EntrySerializer
    pagination_class = EntryPages
    queryset = ListEntry.objects.none()
    which = "all"

    def get_queryset(self) -> QuerySet[ListEntry]:
        return entries_of(user=_member(self.request), which=self.which)


class FavoriteList(_EntryList):
    which = "favorites"


class RatingList(_EntryList):
    which = "rated"


class StatusList(_EntryList):
    which = "with_status"


class FavoriteDetail(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=EntrySerializer)
    def put(self, request: Request, anime_id: int) -> Response:
        return _changed(lambda: services.set_favorite(user=_member(request), anime_id=anime_id, favorite=True))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, anime_id: int) -> Response:
        return _removed(lambda: services.set_favorite(user=_member(request), anime_id=anime_id, favorite=False))


class RatingDetail(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=ScoreSerializer, responses=EntrySerializer)
    def put(self, request: Request, anime_id: int) -> Response:
        data = _valid(ScoreSerializer, request)
        return _changed(lambda: services.rate_anime(user=_member(request), anime_id=anime_id, **data))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, anime_id: int) -> Response:
        return _removed(lambda: services.rate_anime(user=_member(request), anime_id=anime_id, score=None))


class StatusDetail(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=StatusSerializer, responses=EntrySerializer)
    def put(self, request: Request, anime_id: int) -> Response:
        data = _valid(StatusSerializer, request)
        return _changed(lambda: services.set_status(user=_member(request), anime_id=anime_id, **data))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, anime_id: int) -> Response:
        return _removed(lambda: services.set_status(user=_member(request), anime_id=anime_id, status=None))


def _member(request: Any) -> User:
    return cast(User, request.user)


def _valid(serializer_class: type[Any], request: Request) -> dict[str, Any]:
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _changed(change: Callable[[], ListEntry]) -> Response:
    try:
        return Response(EntrySerializer(change()).data)
    except services.AnimeNotFound as error:
        raise NotFound("No anime has this id.") from error
    except services.InvalidChange as error:
        raise ValidationError({error.code: ["Not a value that this anime can have."]}) from error


def _removed(change: Callable[[], ListEntry]) -> Response:
    _changed(change)
    return Response(status=status.HTTP_204_NO_CONTENT)
