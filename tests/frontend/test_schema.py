"""The front end's types of the API are those that the API has."""

import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"

pytestmark = [pytest.mark.slow, pytest.mark.needs_npm]


def test_the_committed_types_are_what_the_schema_gives(tmp_path):
    if not (FRONTEND / "node_modules/.bin/openapi-typescript").exists():
        pytest.skip("needs the packages of frontend/: make frontend")
    call_command("spectacular", file=str(tmp_path / "schema.yml"))
    arguments = [str(tmp_path / "schema.yml"), "--enum-values", "--output", str(tmp_path / "schema.ts")]
    subprocess.run(["npm", "exec", "--no", "--", "openapi-typescript", *arguments], cwd=FRONTEND, check=True)
    written = (tmp_path / "schema.ts").read_text(encoding="utf-8")
    committed = (FRONTEND / "src/schema.ts").read_text(encoding="utf-8")
    assert committed == written, "The API has changed: sh scripts/frontend.sh schema"
