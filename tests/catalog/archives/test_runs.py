"""Imports as runs: one at a time, cancelled without a trace, started in the admin by whoever may, on a real worker."""

import json
import signal
import subprocess
import sys
import time
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from catalog.imports.progress import Cancelled, ImportProgress, cancel_key
from catalog.imports.requests import ImportAlreadyActive, fail_dead_import, request_cancel, request_import
from catalog.imports.running import execute_import
from catalog.imports.tasks import import_scheduled
from catalog.imports.uploads import uploads_folder
from catalog.models import Anime, CatalogueImport, CatalogueSource, ImportRunState, SiteScore
from tests.accounts.factories import make_member
from tests.catalog.archives import bangumi
from tests.catalog.archives.bangumi import archive, write_zip

pytestmark = pytest.mark.django_db
ARCHIVE = CatalogueSource.BANGUMI_ARCHIVE


def page(name: str, *arguments: object) -> str:
    return reverse(f"admin:catalog_catalogueimport_{name}", args=arguments)


@pytest.fixture
def staff(client):
    member = make_member("staff", is_staff=True)
    member.user_permissions.set(Permission.objects.filter(codename="view_catalogueimport"))
    client.force_login(member)
    return member


def allow(member, codename: str) -> None:
    member.user_permissions.add(Permission.objects.get(codename=codename))


def test_a_run_leaves_its_report(frieren, tmp_path):
    run = request_import(source=ARCHIVE, path=str(write_zip(tmp_path / "a.zip")), publish=False)
    stages = []
    done = execute_import(run_id=run.pk, listener=lambda stage, *_: stages.append(stage))
    assert done is not None
    assert (done.state, done.is_active, done.report["joined"]) == (ImportRunState.DONE, None, 3)
    assert list(dict.fromkeys(stages)) == ["reading", "people", "anime", "episodes", "refreshing"]
    assert execute_import(run_id=run.pk) is None


def test_one_at_a_time(tmp_path):
    first = request_import(source=ARCHIVE, path="/a", publish=False)
    with pytest.raises(ImportAlreadyActive) as refusal:
        request_import(source=ARCHIVE, path="/b", publish=False)
    assert refusal.value.run == first
    with pytest.raises(CommandError, match=f"#{first.pk}"):
        call_command("import_catalogue", bangumi_archive="/b")
    request_cancel(first)
    first.refresh_from_db()
    assert (first.state, first.is_active) == (ImportRunState.CANCELLED, None)


def test_a_failure_says_what_to_do(tmp_path):
    run = request_import(source=ARCHIVE, path=str(tmp_path / "none.zip"), publish=False)
    done = execute_import(run_id=run.pk)
    assert done is not None
    assert done.state == ImportRunState.FAILED
    assert "no file or folder" in done.error
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_catalogue", bangumi_archive=str(tmp_path / "none.zip"))


@pytest.mark.parametrize("stage", ["reading", "people", "anime", "episodes", "refreshing"])
def test_cancelled_at_any_stage_the_catalogue_is_as_it_was(frieren, tmp_path, stage):
    before = list(Anime.objects.order_by("pk").values())
    run = request_import(source=ARCHIVE, path=str(write_zip(tmp_path / "a.zip")), publish=False)

    def listener(now: str, done: int, total: int) -> None:
        if now == stage:
            cache.set(cancel_key(run.pk), True)

    done = execute_import(run_id=run.pk, listener=listener)
    assert done is not None
    assert done.state == ImportRunState.CANCELLED
    assert list(Anime.objects.order_by("pk").values()) == before
    assert not SiteScore.objects.exists()


def test_an_interrupt_ends_the_run_and_leaves_nothing(frieren, tmp_path):
    run = request_import(source=ARCHIVE, path=str(write_zip(tmp_path / "a.zip")), publish=False)

    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "episodes":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        execute_import(run_id=run.pk, listener=interrupt)
    run.refresh_from_db()
    assert (run.state, run.is_active) == (ImportRunState.CANCELLED, None)
    assert not SiteScore.objects.exists()


def test_progress_hears_a_cancel_through_the_row_as_well():
    run = request_import(source=ARCHIVE, path="/a", publish=False)
    CatalogueImport.objects.filter(pk=run.pk).update(cancel_requested=True)
    progress = ImportProgress(run.pk)
    with pytest.raises(Cancelled):
        progress._write({"stage": "reading", "done": 1, "total": 2})


def test_a_run_whose_process_is_gone_makes_room(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    import socket

    run = request_import(source=ARCHIVE, path="/a", publish=False)
    CatalogueImport.objects.filter(pk=run.pk).update(
        state=ImportRunState.RUNNING, host=socket.gethostname(), pid=ended.pid, heartbeat_at=timezone.now()
    )
    assert fail_dead_import() == run
    request_import(source=ARCHIVE, path="/b", publish=False)


def test_the_clock_imports_what_lies_there(frieren, tmp_path):
    import_scheduled(source="bangumi", path=str(write_zip(tmp_path / "a.zip")))
    assert CatalogueImport.objects.get().state == ImportRunState.DONE
    request_import(source=ARCHIVE, path="/a", publish=False)
    import_scheduled(source="bangumi", path=str(tmp_path / "a.zip"))
    assert CatalogueImport.objects.count() == 2


def test_who_may_start_and_cancel(staff, client, redis, tmp_path, django_capture_on_commit_callbacks):
    path = write_zip(tmp_path / "a.zip")
    assert page("start") not in client.get(page("changelist")).content.decode()
    assert client.post(page("start"), {"source": "bangumi", "path": str(path)}).status_code == 403
    allow(staff, "add_catalogueimport")
    assert page("start") in client.get(page("changelist")).content.decode()
    assert client.get(page("start")).status_code == 405
    for wrong in ({"source": "bangumi"}, {"source": "x", "path": str(path)}, {"source": "aod", "path": "a.zip"}):
        client.post(page("start"), wrong)
    assert not CatalogueImport.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page("start"), {"source": "bangumi", "path": str(path)})
    run = CatalogueImport.objects.get()
    assert answer.url == page("change", run.pk)
    assert (run.source, run.path, run.requested_by) == ("bangumi", str(path), staff)
    assert redis.llen("training") == 1
    assert client.post(page("start"), {"source": "bangumi", "path": str(path)}).url == page("change", run.pk)
    assert client.post(page("cancel", run.pk)).status_code == 403
    allow(staff, "change_catalogueimport")
    assert page("cancel", run.pk) in client.get(page("change", run.pk)).content.decode()
    client.post(page("cancel", run.pk))
    run.refresh_from_db()
    assert run.state == ImportRunState.CANCELLED
    live = client.get(page("progress", run.pk)).json()
    assert (live["finished"], live["state"]) == (True, "cancelled")


def test_progress_is_for_staff_who_may_look(client):
    run = request_import(source=ARCHIVE, path="/a", publish=False)
    assert client.get(page("progress", run.pk)).status_code == 302
    client.force_login(make_member("other", is_staff=True))
    assert client.get(page("progress", run.pk)).status_code == 403


def test_an_uploaded_file_is_imported_and_goes(staff, client, frieren, tmp_path):
    allow(staff, "add_catalogueimport")
    content = write_zip(tmp_path / "a.zip").read_bytes()
    upload = SimpleUploadedFile("../../evil name.zip", content)
    client.post(page("start"), {"source": "bangumi", "upload": upload})
    run = CatalogueImport.objects.get()
    kept = list(uploads_folder().iterdir())
    assert [str(path) for path in kept] == [run.path]
    execute_import(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == ImportRunState.DONE
    assert not list(uploads_folder().iterdir())
    text = client.get(page("change", run.pk)).content.decode()
    assert "合并的动漫" in text


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_it(frieren, tmp_path, celery_worker):
    run = request_import(source=ARCHIVE, path=str(write_zip(tmp_path / "a.zip")))
    deadline = time.monotonic() + 30
    while run.is_active and time.monotonic() < deadline:
        time.sleep(0.1)
        run.refresh_from_db()
    assert run.state == ImportRunState.DONE
    assert SiteScore.objects.get(anime_id=52991).rank == 18


@pytest.mark.django_db(transaction=True)
def test_ctrl_c_of_the_command_leaves_everything_as_it_was(frieren, tmp_path):
    episodes = [bangumi.episode(n, 400602, n) for n in range(1, 60_000)]
    path = write_zip(tmp_path / "a.zip", archive(episode=episodes))
    before = list(Anime.objects.order_by("pk").values())
    code = (
        "import sys; from django.core.management import execute_from_command_line as run; "
        "from django.conf import settings; from django.test.utils import setup_databases; "
        f"settings.DATABASES['default']['NAME'] = {str(settings.DATABASES['default']['NAME'])!r}; "
        f"run(['manage.py', 'import_catalogue', '--bangumi-archive', {str(path)!r}])"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, cwd=settings.BASE_DIR)
    deadline = time.monotonic() + 120  # on a busy machine Django alone takes half a minute
    while not CatalogueImport.objects.filter(state="running", stage="reading").exists():
        assert time.monotonic() < deadline
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Cancelled" in said
    assert list(Anime.objects.order_by("pk").values()) == before
    assert CatalogueImport.objects.get().state == ImportRunState.CANCELLED


def test_several_files_at_once(frieren, tmp_path):
    from tests.catalog.archives import offline_database as aod

    out = StringIO()
    call_command(
        "import_catalogue",
        bangumi_archive=str(write_zip(tmp_path / "a.zip")),
        anime_offline_database=str(aod.write_json(tmp_path / "a.json")),
        json=True,
        stdout=out,
    )
    reports = json.loads(out.getvalue())
    assert list(reports) == ["aod", "bangumi"]
