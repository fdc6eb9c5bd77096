#!/usr/bin/env python3
"""Django's command line. On a machine that has nothing yet, partytrack/bootstrap.py first installs the libraries."""

import os
import sys
from pathlib import Path
from runpy import run_path


def main():
    # By path: importing the package would need Celery, which may not be there yet.
    run_path(str(Path(__file__).parent / "partytrack" / "bootstrap.py"))["prepare"](sys.argv)
    settings = "test" if sys.argv[1:2] == ["test"] else "embedded"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"partytrack.settings.{settings}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
