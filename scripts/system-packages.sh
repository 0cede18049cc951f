#!/usr/bin/env bash
# Installs the Debian packages that a job needs and this machine lacks.
#   system-packages.sh python   an interpreter that can make virtual environments
#   system-packages.sh ocr      Tesseract with Swedish, for scans; without it, all else is read and a message says what to do
#   system-packages.sh test     the browser of the browser test, unshare for the test without a network, and the font of the samples
set -euo pipefail

missing=()
ocr() { # Debian keeps the languages where this looks; `tesseract --list-langs` would take half a second.
  { command -v tesseract && ls /usr/share/tesseract-ocr/*/tessdata/swe.traineddata; } >/dev/null 2>&1 ||
    missing+=(tesseract-ocr tesseract-ocr-swe)
}

case "${1:?python, ocr or test}" in
  python)
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3 python3-venv)
    ;;
  ocr)
    ocr
    ;;
  test)
    ocr
    [ -x /usr/bin/chromium ] || missing+=(chromium)
    command -v unshare >/dev/null || missing+=(util-linux)
    [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || missing+=(fonts-dejavu-core)
    ;;
  *)
    echo "usage: $0 python|ocr|test" >&2
    exit 2
    ;;
esac
[ "${#missing[@]}" -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then as_root=() ; else as_root=(sudo); fi
command -v apt-get >/dev/null || { echo "please install: ${missing[*]}" >&2; exit 1; }
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
