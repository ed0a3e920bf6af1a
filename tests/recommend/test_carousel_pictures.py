"""Operators' carousel: what becomes of the pictures they upload."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from recommend.models import CarouselSlide


@pytest.mark.django_db
def test_a_slides_picture_tells_nothing_but_what_it_shows(admin_client, settings, tmp_path):
    """Phones write down where a picture was taken."""
    settings.MEDIA_ROOT = tmp_path
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 0.0)
    target = io.BytesIO()
    Image.new("RGB", (960, 320), "red").save(target, "JPEG", exif=exif)
    assert Image.open(io.BytesIO(target.getvalue())).getexif().get_ifd(0x8825)
    sent = {"link": "/help/", "title_zh": "活动", "order": 0, "starts_at_0": "2026-01-01", "starts_at_1": "00:00"}
    picture = SimpleUploadedFile("mine.jpg", target.getvalue(), "image/jpeg")
    answer = admin_client.post(reverse("admin:recommend_carouselslide_add"), sent | {"picture": picture})
    assert answer.status_code == 302
    kept = Image.open(CarouselSlide.objects.get().picture)
    assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (960, 320), {})
