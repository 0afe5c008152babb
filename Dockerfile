# One image for web, worker, beat and migrate; what it becomes is its command: docker run locality-boards web
FROM node:22-slim AS assets
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.12-slim-bookworm
# OFFICE=1 brings LibreOffice: Word, Excel and PowerPoint files then become pages of a pack.
ARG OFFICE=0
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
 && if [ "$OFFICE" = 1 ]; then apt-get install -y --no-install-recommends \
      libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui; fi \
 && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=portal.settings.prod HOME=/tmp
WORKDIR /app
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt
COPY . .
COPY --from=assets /app/node_modules node_modules
RUN python -m portal.assets \
 && python manage.py collectstatic --no-input --settings=portal.settings.static \
 && rm -rf node_modules static/vendor \
 && python -m compileall -q -j 0 portal commissioning plans engagement boards localities foundation \
 && useradd --system --uid 10001 --home-dir /tmp portal \
 && install -d -o portal -g portal /data/files
USER portal
EXPOSE 8000
ENTRYPOINT ["python", "-m", "portal.start"]
CMD ["web"]
