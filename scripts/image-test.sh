#!/usr/bin/env bash
# Builds the Dockerfile where there is no container engine, starts the image, and reads one PDF with it.
#
# The base is made with debootstrap from the Debian mirror that this machine's apt uses; buildah builds and runs with
# chroot isolation. Needs root on Debian; installs debootstrap and buildah if they are missing. Everything lies in
# .image-test/ and is removed at the end. IMAGE_TEST_SECONDS bounds the time (default 1500). The base and the built
# image stay when IMAGE_TEST_KEEP=1, and the base is then used again.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly LIMIT=${IMAGE_TEST_SECONDS:-1500}
if [[ -z ${IMAGE_TEST_BOUNDED:-} ]]; then
  IMAGE_TEST_BOUNDED=1 exec timeout --kill-after=60 "$LIMIT" bash "$0" "$@"
fi

readonly WORK=$PWD/.image-test SUITE=bookworm BASE=localhost/lexsarah-base IMAGE=localhost/lexsarah:image-test
readonly CA_IN_BUILD=/run/lexsarah-build-ca.crt

say() { printf 'image-test: %s\n' "$*"; }
fail() {
  printf 'image-test: failed: %s\n' "$*" >&2
  exit 1
}

[[ $EUID == 0 ]] || fail "needs root (debootstrap and chroot)"
command -v apt-get >/dev/null || fail "needs a Debian machine (apt-get)"

# A bind mount left behind must never be followed by rm.
remove() {
  local mount
  while read -r mount; do
    umount --lazy "$mount" || return
  done < <(awk -v folder="$1" 'index($2, folder "/") == 1 || $2 == folder {print $2}' /proc/self/mounts | sort -r)
  rm -rf --one-file-system "$1"
}
# Ends what runs with one of our containers as its root: the embedded database outlives the command that started it.
end_processes() {
  local ours process root
  ours=$(stat --format %d:%i "$WORK"/storage/vfs/dir/* 2>/dev/null) || return 0
  for process in /proc/[0-9]*; do
    root=$(stat --dereference --format %d:%i "$process/root" 2>/dev/null) || continue
    if grep -qxF "$root" <<<"$ours"; then kill -KILL "${process#/proc/}" 2>/dev/null || true; fi
  done
}
service_pid=
cleanup() {
  local status=$?
  trap - EXIT
  [[ -z $service_pid ]] || kill "$service_pid" 2>/dev/null || true
  end_processes
  if [[ ${IMAGE_TEST_KEEP:-} == 1 ]]; then
    say "kept $WORK"
  else
    remove "$WORK"
  fi
  exit "$status"
}
trap cleanup EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

end_processes
[[ ${IMAGE_TEST_KEEP:-} == 1 ]] || remove "$WORK"
mkdir -p "$WORK"

if ! command -v debootstrap >/dev/null || ! command -v buildah >/dev/null; then
  say "installing debootstrap and buildah"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap buildah >"$WORK/apt.log" 2>&1 ||
    fail "apt-get could not install debootstrap and buildah: $(tail -n 3 "$WORK/apt.log")"
fi
bud() {
  local verb=$1
  shift
  buildah --root "$WORK/storage" --runroot "$WORK/run" --storage-driver vfs "$verb" "$@"
}

# --- the base: what this machine's apt calls bookworm -----------------------------------------------------------------
debian_sources() {
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT) $(ORIGIN)' 'Identifier: Packages' |
    awk -v suite="$SUITE" '$4 == "Debian" && index($2, suite) == 1 && $3 == "main" {print $1, $2}' | sort -u
}
if [[ ! -e $WORK/base.tar ]]; then
  sources=$(debian_sources)
  [[ -n $sources ]] || { apt-get update -qq && sources=$(debian_sources); }
  mirror=$(awk -v suite="$SUITE" '$2 == suite {print $1; exit}' <<<"$sources")
  [[ -n $mirror ]] || fail "this machine's apt knows no Debian $SUITE"
  started=$SECONDS
  debootstrap --variant=minbase "$SUITE" "$WORK/rootfs" "$mirror" >"$WORK/debootstrap.log" 2>&1 ||
    fail "debootstrap: $(tail -n 5 "$WORK/debootstrap.log")"
  awk '{print "deb", $1, $2, "main"}' <<<"$sources" >"$WORK/rootfs/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(Check|http|https)' >"$WORK/rootfs/etc/apt/apt.conf.d/90machine" || true
  rm -rf "$WORK"/rootfs/var/cache/apt/archives/*.deb "$WORK"/rootfs/var/lib/apt/lists/*
  tar --create --one-file-system --numeric-owner --directory="$WORK/rootfs" \
    --exclude='./proc/*' --exclude='./sys/*' --exclude='./dev/*' --file="$WORK/base.tar" .
  remove "$WORK/rootfs"
  say "base: debootstrap $SUITE, $(du -m "$WORK/base.tar" | cut -f1) MiB, $((SECONDS - started)) s"
fi
if ! bud images --quiet "$BASE" >/dev/null 2>&1; then
  container=$(bud from scratch)
  bud add --quiet "$container" "$WORK/base.tar" / >/dev/null
  bud config --cmd bash "$container"
  bud commit --quiet --format docker --rm "$container" "$BASE" >/dev/null
fi

# --- this machine's pip settings, seen by the build and left out of the image -----------------------------------------
python=python3
[[ -x .venv/bin/python ]] && python=.venv/bin/python
mounts=()
while IFS= read -r mount; do mounts+=(--volume "$mount"); done < <("$python" scripts/build_mounts.py "$WORK/pip.conf" "$CA_IN_BUILD")

# --- build ------------------------------------------------------------------------------------------------------------
started=$SECONDS
bud bud --isolation chroot --format docker --pull-never --build-arg "BASE=$BASE" "${mounts[@]}" \
  --tag "$IMAGE" . >"$WORK/build.log" 2>&1 || {
  tail -n 40 "$WORK/build.log" >&2
  fail "the Dockerfile does not build"
}
say "built in $((SECONDS - started)) s"

# --- what is in it ----------------------------------------------------------------------------------------------------
container=$(bud from --pull-never "$IMAGE")
# The command as the image's own user, in its own environment, with nothing of this checkout mounted.
run_inside=(timeout --kill-after=10 300 buildah --root "$WORK/storage" --runroot "$WORK/run" --storage-driver vfs
  run --isolation chroot "$container" --)
inside() { "${run_inside[@]}" "$@"; }

[[ $(inside id -u) == 10001 ]] || fail "the image does not run as user 10001"
for tool in gcc pip pip3 git curl; do
  if inside sh -c "command -v $tool" >/dev/null 2>&1; then fail "$tool is in the image"; fi
done
inside sh -c '! [ -e /etc/pip.conf ] || [ ! -s /etc/pip.conf ]' || fail "this machine's pip settings are in the image"
inside tesseract --list-langs 2>&1 | grep -qx swe || fail "Tesseract has no swe"
root=$(bud mount "$container")
say "size: image $(du -xsm "$root" | cut -f1) MiB, of it /opt/lexsarah $(du -xsm "$root/opt/lexsarah" | cut -f1) MiB"
bud unmount "$container" >/dev/null

# --- it starts --------------------------------------------------------------------------------------------------------
inside lexsarah doctor || fail "lexsarah doctor"

port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mapfile -t probe < <(bud inspect --type image "$IMAGE" | "$python" -c '
import json, sys
kind, *probe = json.load(sys.stdin)["Docker"]["config"].get("Healthcheck", {}).get("Test") or ["NONE"]
print(*probe if kind == "CMD" else (), sep="\n")')
[[ -n ${probe[0]:-} ]] || fail "the image has no HEALTHCHECK that is a plain command"
"${run_inside[@]}" env "LEXSARAH_PORT=$port" lexsarah serve >"$WORK/serve.log" 2>&1 &
service_pid=$!
healthy=
for _ in $(seq 30); do
  if inside env "LEXSARAH_PORT=$port" "${probe[@]}" >/dev/null 2>&1; then
    healthy=1
    break
  fi
  kill -0 "$service_pid" 2>/dev/null || break
  sleep 2
done
[[ -n $healthy ]] || {
  tail -n 20 "$WORK/serve.log" >&2
  fail "lexsarah serve does not become healthy"
}
say "serve is healthy by the image's own check"
kill "$service_pid" 2>/dev/null || true
wait "$service_pid" 2>/dev/null || true
service_pid=
inside lexsarah stop >/dev/null || fail "lexsarah stop"

# --- it reads ---------------------------------------------------------------------------------------------------------
pdf=$(find corpus/samples -name '*.pdf' | sort | head -n 1)
[[ -n $pdf ]] || fail "there is no PDF in corpus/samples"
bud copy --quiet --chown 10001:10001 "$container" "$pdf" /tmp/read.pdf >/dev/null
inside lexsarah read --format json /tmp/read.pdf >"$WORK/read.json" || fail "lexsarah read"
"$python" - "$WORK/read.json" <<'PY' || fail "lexsarah read found no case with evidence in $pdf"
import json
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text("utf-8")
json.loads(text)
if '"cases"' not in text or '"quote"' not in text:
    sys.exit(1)
PY
say "read $pdf: $(wc -c <"$WORK/read.json") bytes of facts"
say "passed, $SECONDS s"
