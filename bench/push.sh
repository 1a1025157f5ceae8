#!/usr/bin/env bash
# Pushes a large file to a bucket on loopback, the real process against the server of the tests:
#   bench/push.sh [SIZE_MIB] [CONNECTIONS]     defaults: 2048 MiB, 4 connections
#   - seconds and MB/s, and the peak memory of berry, which does not grow with the file: a file of a quarter of the
#     size is pushed first, and the large one may take 20 MB more
# The server divides the two cores with berry, so the speed compares only with itself; the memory is berry's alone.
# Needs node, and the server that test.sh installs. Ends with 1 when a figure is missed.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

mib="${1:-2048}" connections="${2:-4}" missed=0
s3="${XDG_CACHE_HOME:-$HOME/.cache}/berryaigen-tests/s3"
node="$s3/node_modules/node/bin/node"
[[ -x "$node" && -e "$s3/installed.json" ]] || { echo "push.sh: the S3 server is missing: ./test.sh installs it when npm is there" >&2; exit 2; }
berry="$(./build.sh --output dist/bench)"
work="$(mktemp -d "${TMPDIR:-/tmp}/berry-bench.XXXXXX")"
server="" told=""
stop() {
    [[ -n "$server" ]] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    find "$work" -xdev -type f -delete
    find "$work" -xdev -type p -delete
    find "$work" -xdev -depth -type d -empty -delete
}
trap stop EXIT

# It runs as long as its input is open.
mkfifo "$work/open"
"$node" tests/BerryAIGen.Library.Tests/Sources/S3/Server/serve.mjs "$s3" <"$work/open" >"$work/requests" 2>"$work/problems" & server=$!
exec 9>"$work/open"
until [[ -s "$work/requests" ]]; do
    kill -0 "$server" 2>/dev/null || { cat "$work/problems" >&2; exit 2; }
    read -rt 0.05 <> <(:) || true
done
endpoint="http://127.0.0.1:$(head -1 "$work/requests")"
curl -sf -o /dev/null -X PUT "$endpoint/bench"

export HOME="$work/home" XDG_CONFIG_HOME="$work/home/config" XDG_CACHE_HOME="$work/home/cache" XDG_DATA_HOME="$work/home/data"
export DOTNET_gcServer=0
unset "${!AWS_@}"
models="$work/ComfyUI/models"
mkdir -p "$HOME/.aws" "$models/checkpoints"
printf '[bench]\naws_access_key_id = key\naws_secret_access_key = hidden-secret\n' >"$HOME/.aws/credentials"
"$berry" roots add attic s3://bench/models --endpoint "$endpoint" --profile bench >/dev/null

# row WHAT VALUE UNIT [LIMIT]
row() {
    local verdict=""
    if [[ -n "${4:-}" ]]; then
        verdict="(<= $4)  ok"
        awk -v a="$2" -v l="$4" 'BEGIN { exit !(a > l) }' && { verdict="(<= $4)  MISSED"; missed=1; }
    fi
    printf '%-58s %8s %-5s %s\n' "$1" "$2" "$3" "$verdict"
}

echo "machine: $(nproc) cores, $(sed -nE 's/^model name\s*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg); $(date -u +%F)"

# make NAME MIB: a safetensors file of random bytes
make() {
    local bytes="$(($2 * 1048576))" header
    header="{\"weight\":{\"dtype\":\"U8\",\"shape\":[$bytes],\"data_offsets\":[0,$bytes]}}"
    while (((${#header}) % 8)); do header+=" "; done
    { printf "\\x$(printf %02x "${#header}")\0\0\0\0\0\0\0%s" "$header"; head -c "$bytes" /dev/urandom; } >"$models/checkpoints/$1"
}

# push: what is new goes to the bucket; sets took_ms and peak_mb
push() {
    local from="${EPOCHREALTIME/./}" peak_kib=0 hwm child
    "$berry" roots push --root "$work/ComfyUI" --to attic --connections "$connections" --json >"$work/pushed.json" 2>"$work/said" & child=$!
    while hwm="$(sed -nE 's/^VmHWM:\s+([0-9]+) kB/\1/p' "/proc/$child/status" 2>/dev/null)" && [[ -n "$hwm" ]]; do
        ((hwm > peak_kib)) && peak_kib="$hwm"
        read -rt 0.02 <> <(:) || true
    done
    wait "$child" || { cat "$work/said" "$work/pushed.json" >&2; exit 2; }
    took_ms=$(((${EPOCHREALTIME/./} - from) / 1000)) peak_mb=$((peak_kib * 1024 / 1000000))
    grep -q '"state": *"completed"' "$work/pushed.json" || { echo "push.sh: it was not pushed: $(cat "$work/pushed.json")" >&2; exit 2; }
}

make small.safetensors $((mib / 4))
push
small_mb="$peak_mb"
make large.safetensors "$mib"
push
size="$(stat -c %s "$models/checkpoints/large.safetensors")"
row "push of $((size / 1000000)) MB, hashed, sent and looked at" "$(awk -v t="$took_ms" 'BEGIN { printf "%.1f", t / 1000 }')" s
row "speed" "$(awk -v s="$size" -v t="$took_ms" 'BEGIN { printf "%.0f", s / t / 1000 }')" MB/s
row "peak memory of berry, a file of a quarter, $connections connections" "$small_mb" MB
row "peak memory of berry, $connections connections" "$peak_mb" MB "$((small_mb + 20))"
exit "$missed"
