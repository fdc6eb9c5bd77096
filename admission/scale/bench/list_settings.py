"""The settings of the installation with the Django admin beside it, which no installation has: the lists are measured
against its change list of the same rows."""

import os
from importlib import import_module

_own = import_module(os.environ["BENCH_SETTINGS"])
vars().update({name: value for name, value in vars(_own).items() if name.isupper()})
INSTALLED_APPS = [*_own.INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "admission.scale.bench.list_urls"
TEMPLATES = [{**_own.TEMPLATES[0], "OPTIONS": {**_own.TEMPLATES[0]["OPTIONS"], "string_if_invalid": ""}}]
ALLOWED_HOSTS = ["testserver"]
SECURE_SSL_REDIRECT = False
