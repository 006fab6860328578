#!/bin/sh
# copy-postgresql.sh FOLDER: one more copy of the database that ROZMOWA_DATABASE names, by pg_dump.
# It counts only once it was read back; the oldest beyond KEPT go. Holds personal data, no secret.
set -eu
umask 077
folder=$1
kept=${KEPT:-14}
target="$folder/rozmowa-$(date -u +%Y%m%dT%H%M%S).dump"

mkdir -p "$folder"
trap 'rm -f "$target.unfinished"' EXIT
pg_dump --format=custom --no-owner --file="$target.unfinished" --dbname="$ROZMOWA_DATABASE"
pg_restore --file=/dev/null "$target.unfinished"
sync "$target.unfinished"
mv "$target.unfinished" "$target"
ls -1 "$folder"/rozmowa-*.dump | sort -r | tail -n "+$((kept + 1))" | xargs -r rm -f --
