# Shell functions for messages of the tools; sourced.
# shellcheck shell=bash

# One line of progress.
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

# Ends with one sentence in English and one in Vietnamese that say what to do.
fail() {
  printf 'error: %s\n' "$1" >&2
  [[ -n "${2:-}" ]] && printf 'lỗi: %s\n' "$2" >&2
  exit 1
}
