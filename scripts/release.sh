#!/bin/sh
# release.sh BIN: what a release carries. BIN: where requirements-release.txt is installed.
#   requirements.lock   every package that runs, exactly, with the hashes of its files
#   release/sbom.json   the same as a list of parts with licences and what needs what (CycloneDX)
# The list is made from an installation that took nothing whose hash is not in the lock.
set -eu
bin=$1
"$bin/pip-compile" --quiet --generate-hashes --strip-extras --no-annotate --no-header \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
  --output-file requirements.lock requirements.txt

rm -rf release
mkdir release
"$bin/python" -m venv release/venv
release/venv/bin/python -m pip install --quiet --require-hashes --requirement requirements.lock
release/venv/bin/python -m pip check
release/venv/bin/python -c "import kiosk.routes"
"$bin/cyclonedx-py" environment --output-reproducible --output-format JSON \
  --output-file release/sbom.json release/venv/bin/python
rm -rf release/venv
echo "requirements.lock: $(grep -c == requirements.lock) packages; release/sbom.json"
