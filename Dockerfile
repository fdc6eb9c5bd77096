FROM python:3.12-slim-bookworm AS libraries

WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN pip install --no-cache-dir uv \
 && uv sync --frozen --no-cache --compile-bytecode --python /usr/local/bin/python


FROM python:3.12-slim-bookworm

RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /nonexistent partytrack \
 && install -d -o partytrack -g partytrack -m 700 /data/media /data/beat

ENV DJANGO_SETTINGS_MODULE=partytrack.settings.production \
    MEDIA_ROOT=/data/media \
    PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/tmp

WORKDIR /app
COPY --from=libraries /app/.venv .venv
COPY . .
# Keys and addresses for this step only: collectstatic opens no database, and none of them stays in the image.
RUN SECRET_KEY=only-for-collectstatic-only-for-collectstatic-only-for \
    FIELD_KEY=0000000000000000000000000000000000000000000000000000000000000000 \
    DATABASE_URL=postgres://none/none REDIS_URL=redis://none ALLOWED_HOSTS=none \
    python manage.py collectstatic --noinput

USER partytrack
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "-c", "\
import os, urllib.request as http; \
host = os.environ['ALLOWED_HOSTS'].split(',')[0].lstrip('.'); \
http.urlopen(http.Request('http://127.0.0.1:8000/healthz', headers={'Host': host}), timeout=4)"]
# The number of worker processes is gunicorn's own WEB_CONCURRENCY.
CMD ["gunicorn", "partytrack.wsgi", "--bind=0.0.0.0:8000", "--threads=4", "--worker-tmp-dir=/dev/shm", "--no-control-socket", \
     "--max-requests=2000", "--max-requests-jitter=200", "--access-logfile=-"]
