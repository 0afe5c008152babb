#!/bin/sh
# Run once by the PostgreSQL image, when its volume is empty.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres \
  -v owner_password="$OWNER_PASSWORD" -v serving_password="$SERVING_PASSWORD" -f /deploy/roles.sql
