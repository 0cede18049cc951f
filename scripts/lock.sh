#!/usr/bin/env bash
# Writes the lock files of requirements/ from pyproject.toml, with hashes and without the address of any registry.
# What is pinned already stays pinned; upgrade one package with `scripts/lock.sh --upgrade-package NAME`.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-$([[ -x .venv/bin/python ]] && echo .venv/bin/python || echo python3)}
if [[ $("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])') != 3.11 ]]; then
  echo "lock: the locks are made with Python 3.11, the oldest that lexsarah runs on" >&2
  exit 1
fi
export CUSTOM_COMPILE_COMMAND="make lock"
aside=$(mktemp -d)
trap 'rm -rf "$aside"' EXIT

# torch is resolved as its CPU build, so that what that needs is locked and CUDA is not. torch itself is left out of the
# locks: its build is the machine's (requirements/torch.txt).
bash scripts/torch.sh "$python" download --dest "$aside/torch"
# No other folder of wheels: it may hold builds of its own, whose hashes nobody else has.
export PIP_FIND_LINKS=$aside/torch

compile() {
  local output=$1
  shift
  "$python" -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --annotation-style=line \
    --constraint requirements/torch.txt --output-file="requirements/$output.txt" "$@"
  sed -i -E '/^torch==/,/^ *# via/d; s/-c requirements\/torch\.txt, //' "requirements/$output.txt"
  echo "lock: requirements/$output.txt $(grep -c '==' "requirements/$output.txt") packages"
}

development() {
  "$python" -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")'
}

compile run pyproject.toml "$@"
compile build --only-build-deps --all-build-deps --constraint requirements/run.txt pyproject.toml "$@"
[[ -e requirements/dev.txt ]] || cp requirements/run.txt requirements/dev.txt # its hashes need not be asked for again
# With what builds the package, so that an editable install needs no second environment.
{ development; grep -oE '^[A-Za-z0-9._-]+==[^ ]+' requirements/build.txt; } |
  compile dev --constraint requirements/run.txt pyproject.toml - "$@"

# What parsing is compared with (make bench-parse). unstructured-inference asks for torch and more that nothing here
# loads: it is added after the others have been resolved without it, and all are installed with --no-deps.
compile bench requirements/bench.in "$@"
"$python" -m pip download --quiet --no-deps --only-binary=:all: --dest "$aside/late" unstructured-inference==1.6.14
printf 'unstructured-inference==1.6.14 \\\n    --hash=sha256:%s\n' "$(sha256sum "$aside"/late/*.whl | cut -d' ' -f1)" >>requirements/bench.txt
