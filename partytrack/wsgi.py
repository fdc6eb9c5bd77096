"""WSGI entry point for gunicorn."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partytrack.settings.embedded")
application = get_wsgi_application()

from admission.reports.render import warm_up  # noqa: E402  needs the settings

threading.Thread(target=warm_up, daemon=True).start()  # pages are answered meanwhile
