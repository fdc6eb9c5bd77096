import os
import shutil
import subprocess

import pytest
import yaml
from django.conf import settings

FILE = settings.ROOT / "docker-compose.yml"
SECRETS = ["SECRET_KEY", "FIELD_KEY", "ALLOWED_HOSTS", "POSTGRES_PASSWORD", "REDIS_PASSWORD"]
OURS = ["web", "worker", "beat", "migrate"]


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load(FILE.read_text("utf-8"))["services"]


def test_compose_has_the_processes_of_production(services):
    assert sorted(services) == sorted([*OURS, "db", "redis"])
    assert services["worker"]["command"].startswith("celery -A partytrack worker ")
    assert services["beat"]["command"].startswith("celery -A partytrack beat ")


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_compose_starts_on_a_migrated_database(services, name):
    conditions = {dependency: how["condition"] for dependency, how in services[name]["depends_on"].items()}
    assert conditions == {
        "migrate": "service_completed_successfully",
        "db": "service_healthy",
        "redis": "service_healthy",
    }


@pytest.mark.parametrize("name", OURS)
def test_compose_gives_our_processes_no_more_than_they_need(services, name):
    assert services[name]["read_only"] is True
    assert services[name]["cap_drop"] == ["ALL"]
    assert services[name]["security_opt"] == ["no-new-privileges:true"]


def test_compose_keeps_what_must_outlive_a_container(services):
    mounted = {
        name: [volume.split(":")[0] for volume in services[name].get("volumes", [])] for name in services
    }
    assert mounted == {
        "web": ["media"],
        "worker": ["media"],
        "migrate": ["media"],
        "beat": ["beat"],
        "db": ["db"],
        "redis": ["redis"],
    }


def test_compose_publishes_the_web_alone_and_on_this_machine_alone(services):
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert published == {"web": ["${BIND:-127.0.0.1}:${PORT:-8000}:8000"]}


def test_compose_restarts_everything_but_the_migration(services):
    assert {name for name, service in services.items() if service["restart"] != "unless-stopped"} == {
        "migrate"
    }


def test_compose_loses_no_job(services):
    command = services["redis"]["command"]
    assert "--appendonly yes --maxmemory-policy noeviction" in command


def test_compose_names_every_secret_that_is_not_set():
    needed = FILE.read_text("utf-8")
    assert [secret for secret in SECRETS if f"${{{secret}:?" not in needed] == []


def test_image_does_not_run_as_root():
    users = [line.split()[1] for line in _dockerfile() if line.startswith("USER ")]
    assert users == ["partytrack"]


def test_image_leaves_out_what_is_kept_beside_the_code():
    ignored = (settings.ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    assert not {"!.env", "!var", "!.git", "!.venv"} & set(ignored)


def _dockerfile():
    return (settings.ROOT / "Dockerfile").read_text("utf-8").splitlines()


def _docker_reads_compose_files():
    return (
        shutil.which("docker")
        and subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0
    )


if _docker_reads_compose_files():  # not a skip: most machines that run this suite have no docker

    def test_compose_is_valid_for_docker():
        command = ["docker", "compose", "--file", FILE, "config", "--quiet"]
        environment = {**os.environ, **dict.fromkeys(SECRETS, "x")}
        assert subprocess.run(command, env=environment, capture_output=True, text=True).stderr == ""
