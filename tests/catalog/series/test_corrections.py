"""An operator's correction in the back office holds, and reaches pages and the model's table."""

import numpy as np
import pytest
from django.urls import reverse

from catalog.models import Anime
from catalog.series import refresh_series
from ml.data.anime import AnimeTable
from recommend.serving.anime_table import export_anime
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def test_a_correction_is_kept_and_exported(admin_client, tmp_path):
    for anime_id, title in ((1, "Midori no Mori"), (2, "Midori no Mori 2nd Season"), (3, "Kiiroi Umi")):
        make_anime(anime_id, title_romaji=title, title_zh_hans="")
    refresh_series()
    address = reverse("admin:catalog_anime_change", args=[3])
    form = admin_client.get(address).context["adminform"].form
    name = Anime.objects.get(pk=1).series
    data = {key: "" if value is None else value for key, value in form.initial.items() if key != "cover"}
    data |= {"series": name, "series_role": "side", "series_place": 2}
    for formset in admin_client.get(address).context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    assert admin_client.post(address, data).status_code == 302
    refresh_series()
    corrected = Anime.objects.get(pk=3)
    assert (corrected.series, corrected.series_role, corrected.series_place) == (name, "side", 2)
    export_anime(tmp_path / "anime.parquet")
    table = AnimeTable.read(tmp_path / "anime.parquet")
    at = table.positions(np.asarray([1, 2, 3]))
    assert len(set(table.series[at].tolist())) == 1
    assert [table.series_role[position] for position in at] == ["main", "main", "side"]
