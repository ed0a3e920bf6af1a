"""The Celery application: three-line tasks on named queues."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "animerec.settings")

app = Celery("animerec")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Rooms with tasks of their own.
app.autodiscover_tasks(["catalog.imports", "catalog.rankings", "recommend.training"])
