# The portal as one image: web server, worker, beat and commands differ in what they are told to run.
# Built from the lock files alone; the installer itself is checked by hash.

FROM node:22.20.0-bookworm-slim AS styles
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --no-update-notifier
COPY portal/static_src portal/static_src
RUN mkdir build \
    && npx sass --load-path=node_modules --quiet-deps --style=compressed --no-source-map \
       portal/static_src/portal.scss:build/portal.css \
    && cp node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js build/

FROM python:3.11.13-slim-bookworm AS packages
WORKDIR /app
COPY tools/prepare/uv.txt tools/prepare/uv.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r tools/prepare/uv.txt
COPY pyproject.toml uv.lock ./
ENV UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
RUN uv sync --frozen --no-dev --no-progress

FROM packages AS built
COPY . .
COPY --from=styles /app/build build
ENV PATH=/app/.venv/bin:$PATH VAR_DIR=/tmp/var STATIC_ROOT=/app/static
RUN python -c "from tools.prepare import frontend; frontend.fonts()" \
    && python tools/messages.py compile \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf tests docs .ci

FROM python:3.11.13-slim-bookworm
# What WeasyPrint opens to print, and PostgreSQL's programs for backups: of Debian 12, so for servers up to 15.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/portal --create-home portal
WORKDIR /app
COPY --from=built /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings \
    VAR_DIR=/var/lib/portal \
    STATIC_ROOT=/app/static
USER portal
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "deploy/healthy.py", "http://localhost:8000/healthz"]
CMD ["gunicorn", "--config", "python:portal.running.gunicorn", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "portal.wsgi"]
