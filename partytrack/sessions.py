"""Sessions in the database that are written when something in them changed, or a minute of their time has passed.

To write at each request how long a session lasts makes every page wait for a commit, and on SQLite for every writer.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

MINUTE = timedelta(minutes=1)


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls):
        return db.SessionStore.get_model_class()

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        if row and row.expire_date - timezone.now() < timedelta(seconds=settings.SESSION_COOKIE_AGE) - MINUTE:
            self.modified = True  # so that the answer saves it, with a whole idle time ahead
        return row
