#!/usr/bin/env bash
# Configures and builds: tools/lib/build.sh PRESET programs|all. Ninja shows the progress.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
source "$root/tools/lib/say.sh"
cd "$root"
preset="$1"
what="$2"
programs=(registration projects allocation disbursement audit gateway cpb_keys cpbudget)

# A cold build needs about 3 GB.
mkdir -p "build/$preset"
free_kb="$(df -Pk "build/$preset" | awk 'NR == 2 { print $4 }')"
if [[ ! -d "build/$preset/bin" ]] && ((free_kb < 3 * 1024 * 1024)); then
  fail "Building needs 3 GB and $root has $((free_kb / 1024)) MB left; free some space first." \
    "Cần 3 GB để biên dịch, $root chỉ còn $((free_kb / 1024)) MB; hãy giải phóng dung lượng."
fi

if [[ ! -f "build/$preset/build.ninja" ]]; then
  say "Configuring build/$preset"
  cmake --preset "$preset" >"build/$preset/configure.log" 2>&1 ||
    { tail -n 30 "build/$preset/configure.log" >&2
      fail "Configuring failed; the whole text is in build/$preset/configure.log." \
        "Cấu hình thất bại; xem build/$preset/configure.log."; }
fi
say "Building build/$preset ($what)"
export NINJA_STATUS='[%f/%t, %es] '
targets=()
if [[ "$what" == programs ]]; then targets=(--target "${programs[@]}"); fi
cmake --build "build/$preset" -j "${CPB_JOBS:-$(nproc)}" "${targets[@]}" ||
  fail "The build failed; the first error stands above." "Biên dịch thất bại; lỗi đầu tiên ở phía trên."
