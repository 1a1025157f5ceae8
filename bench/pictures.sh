#!/usr/bin/env bash
# The published server indexes a folder of pictures, the real process over HTTP:
#   bench/pictures.sh [PICTURES]     default: 1000 PNGs of 832×1216, each with a recipe and one of 20 models
#   - the first index with thumbnails, in time of one core for each picture (<= 60 ms)
#   - an index of the same unchanged, best of 5 (<= 500 ms)
#   - peak memory of the server, without the children that make thumbnails (<= 250 MB)
# Needs curl, python3 and vipsthumbnail. Ends with 1 when a figure is missed.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

pictures="${1:-1000}" missed=0
for tool in curl python3 vipsthumbnail; do
    command -v "$tool" >/dev/null ||
        { echo "pictures.sh: '$tool' is missing: apt-get install ${tool/vipsthumbnail/libvips-tools}" >&2; exit 2; }
done
program="$(./build.sh --toolkit --output dist/bench-toolkit)"
work="$(mktemp -d "${TMPDIR:-/tmp}/berry-bench.XXXXXX")"
server=""
stop() {
    [[ -n "$server" ]] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    find "$work" -xdev -type f -delete
    find "$work" -xdev -depth -type d -empty -delete
}
trap stop EXIT
mkdir -p "$work/pictures" "$work/models"

# Noise of two bits a channel: some 0.8 MB each, as long to unpack as what generators make.
python3 - "$work/pictures" "$pictures" <<'PY'
import os, struct, sys, zlib
folder, count = sys.argv[1], int(sys.argv[2])
width, height = 832, 1216
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
few = bytes(96 + (byte & 3) * 32 for byte in range(256))
def pixels():
    return zlib.compress(b"".join(b"\0" + os.urandom(width * 3).translate(few) for _ in range(height)), 1)
bodies = [chunk(b"IDAT", pixels()) for _ in range(8)]
head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
for at in range(count):
    text = (f"a red fox number {at}\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: {at}, "
            f"Size: {width}x{height}, Model hash: {at % 20:010x}, Model: model-{at % 20}, Version: v1.10.1")
    with open(f"{folder}/{at:06}.png", "wb") as file:
        file.write(head + chunk(b"tEXt", b"parameters\0" + text.encode("latin-1")) + bodies[at % 8] + chunk(b"IEND", b""))
PY

env -i HOME="$work" PATH="$PATH" MODELS_DIR="$work/models" "$program" --url http://127.0.0.1:0 --database "$work/library.db" >"$work/out" 2>&1 &
server=$!
until url="$(grep -oE 'http://[0-9.:]+' "$work/out" 2>/dev/null | head -1)" && [[ -n "$url" ]]; do
    kill -0 "$server" 2>/dev/null || { cat "$work/out" >&2; exit 1; }
    read -rt 0.05 <> <(:) || true
done
row() {
    local verdict=ok
    awk -v a="$2" -v l="$3" 'BEGIN { exit !(a > l) }' && { verdict=MISSED; missed=1; }
    printf '%-62s %8s %-3s (<= %s)  %s\n' "$1" "$2" "$4" "$3" "$verdict"
}
post() { curl -sSf -X POST "$url$1" -H 'Content-Type: application/json' -d "$2"; }
# ended JOB: waits for its end; number NAME: one of its result.
ended() {
    until curl -sSf "$url/api/jobs/$1" -o "$work/job" && ! grep -qE '"state": ?"(queued|running)"' "$work/job"; do
        read -rt 0.1 <> <(:) || true
    done
    grep -qE '"state": ?"completed"' "$work/job" || { echo "the index failed: $(cat "$work/job")" >&2; exit 1; }
}
number() { sed -nE 's/.*"'"$1"'": ?([0-9]+).*/\1/p' "$work/job" | head -1; }
job_of() { sed -nE 's/.*"job_id": ?"([^"]+)".*/\1/p'; }

cores="$(nproc)"
echo "machine: $cores cores, $(sed -nE 's/^model name\s*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg); $(date -u +%F)"
ended "$(post /api/pictures/folders "{\"path\":\"$work/pictures\"}" | tr -d '\n' | job_of)"
first="$(number elapsed_ms)"
[[ "$(number added)" == "$pictures" && "$(number thumbnails)" == "$pictures" ]] || { echo "not all were read: $(cat "$work/job")"; missed=1; }
echo "first index of $pictures pictures: $(awk -v ms="$first" 'BEGIN { printf "%.1f", ms / 1000 }') s"
row "first index, time of one core for each picture" "$((first * cores / pictures))" 60 ms
best=999999
for _ in 1 2 3 4 5; do
    ended "$(post /api/pictures/index '{}' | tr -d '\n' | job_of)"
    [[ "$(number unchanged)" == "$pictures" ]] || { echo "not all were known: $(cat "$work/job")"; missed=1; }
    ((best <= $(number elapsed_ms))) || best="$(number elapsed_ms)"
done
row "index of $pictures pictures unchanged, best of 5" "$best" 500 ms
row "peak memory of the server" "$(($(sed -nE 's/^VmHWM:\s+([0-9]+) kB/\1/p' "/proc/$server/status") / 1024))" 250 MB
exit "$missed"
