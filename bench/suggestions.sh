#!/usr/bin/env bash
# The first suggestions of a running server that has 10,000 models: the real process, over HTTP, whole answer.
#   bench/suggestions.sh [MODELS] [ROUNDS] [LIMIT_MS]     defaults: 10000 models, best of 3 servers, 50 ms
# Needs sqlite3 and curl. Ends with 1 when the figure is missed.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

models="${1:-10000}" rounds="${2:-3}" limit="${3:-50}"
for tool in sqlite3 curl; do
    command -v "$tool" >/dev/null || { echo "suggestions.sh: '$tool' is missing: apt-get install $tool" >&2; exit 2; }
done
dotnet publish src/BerryAIGen.Toolkit -c Release -v quiet --nologo -p:PublishReadyToRun=true --use-current-runtime --no-self-contained -o artifacts/bench-toolkit
work="$(mktemp -d "${TMPDIR:-/tmp}/berry-bench.XXXXXX")"
server=""
stop() {
    [[ -n "$server" ]] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    find "$work" -xdev -type f -delete
    find "$work" -xdev -depth -type d -empty -delete
}
trap stop EXIT

start() {
    env -i HOME="$work" PATH="$PATH" artifacts/bench-toolkit/BerryAIGen.Toolkit --url http://127.0.0.1:0 --database "$work/library.db" >"$work/out" &
    server=$!
    until url="$(grep -oE 'http://[0-9.:]+' "$work/out")"; do read -rt 0.05 <> <(:) || true; done
}

# Tables first; then rows of models that differ, all with a header that was read.
start; kill "$server"; wait "$server" 2>/dev/null || true
sqlite3 "$work/library.db" "
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $models)
INSERT INTO model_registry (id, name, provider, status, format, size, architecture, capabilities, metadata, created_at, updated_at)
SELECT 'model-' || i, 'Model ' || i, 'llama-cpp', CASE i % 3 WHEN 0 THEN 'available' ELSE 'local' END, 'gguf',
  500000000 + i * 977, 'llama', '[\"text-generation\",\"chat\"]',
  '{\"architecture\":\"llama\",\"quantization\":\"Q4_K_M\",\"context_length\":8192,\"parameters\":\"' || (1 + i % 13) || 'B\",\"license\":\"MIT\",\"tags\":[\"a\",\"b\"],\"shape\":{\"layers\":' || (16 + i % 16) || ',\"key_value_heads\":[4],\"key_length\":64,\"value_length\":64,\"heads\":32,\"embedding\":2048,\"vocabulary\":32000}}',
  '2026-01-01 00:00:00', '2026-01-01 00:00:00' FROM n;"

echo "machine: $(nproc) cores, $(sed -nE 's/^model name\s*: //p' /proc/cpuinfo | head -1); $(date -u +%F)"
best=999999
for ((round = 0; round < rounds; round++)); do
    start
    # The server reads the models beforehand; whoever asks in its first second waits for that as well.
    read -rt "${SETTLE:-3}" <> <(:) || true
    curl -sf -o /dev/null "$url/health"
    took="$(curl -sf -o "$work/answer.json" -w '%{time_total}' "$url/api/providers/llama-cpp/suggestions")"
    again="$(curl -sf -o /dev/null -w '%{time_total}' "$url/api/providers/llama-cpp/suggestions")"
    memory="$(sed -nE 's/^VmRSS:\s+([0-9]+) kB/\1/p' "/proc/$server/status")"
    ms="$(awk -v s="$took" 'BEGIN { printf "%d", s * 1000 + 0.5 }')"
    ((ms < best)) && best="$ms"
    printf 'first %s s, second %s s, %d bytes, %d MB resident\n' "$took" "$again" "$(stat -c %s "$work/answer.json")" "$((memory / 1024))"
    kill "$server"; wait "$server" 2>/dev/null || true; server=""
done
verdict=ok; ((best > limit)) && verdict=MISSED
printf '%-58s %6d ms  (<= %d)  %s\n' "suggestions for a provider, $models models, first call" "$best" "$limit" "$verdict"
[[ "$verdict" == ok ]]
