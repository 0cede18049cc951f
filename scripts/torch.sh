#!/usr/bin/env bash
# Fetches torch alone, in its build without CUDA: `scripts/torch.sh PYTHON install` (or `download --dest FOLDER`).
# First from where this machine's pip looks anyway (a mirror or a folder of wheels may have it; PyPI has it for macOS),
# then from PyTorch's own index. What torch needs is in the locks.
set -euo pipefail
cd "$(dirname "$0")/.."

python=$1
shift
pip=("$python" -m pip "$@" --quiet --no-deps --requirement requirements/torch.txt)
"${pip[@]}" 2>/dev/null || "${pip[@]}" --index-url https://download.pytorch.org/whl/cpu
