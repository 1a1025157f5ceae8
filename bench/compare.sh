#!/usr/bin/env bash
# Whole processes side by side in one run, as ratios: berry against openssl, b3sum, curl and aria2c on this machine.
#   bench/compare.sh [SIZE_MIB] [ROUNDS] [ONLY]     defaults: 1024 MiB, best of 5 rounds, everything (or: downloads, server)
# Needs openssl, curl, aria2, b3sum and nginx, for the server also wrk, sqlite3, python3 and libvips-tools (Debian's packages
# have these names). Ends with 1 when a figure is missed.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

mib="${1:-1024}" rounds="${2:-5}" only="${3:-}"
for tool in openssl curl aria2c b3sum nginx; do
    command -v "$tool" >/dev/null || { echo "compare.sh: '$tool' is missing: apt-get install ${tool/aria2c/aria2}" >&2; exit 2; }
done

# The server: lists and searches, the first suggestions, start and memory, and a minute under load.
server_figures() {
    dotnet build src/BerryAIGen.Toolkit -c Release -v quiet --nologo
    dotnet build bench/BerryAIGen.Benchmarks -c Release -v quiet --nologo
    local held=0
    artifacts/bin/BerryAIGen.Benchmarks/release/BerryAIGen.Benchmarks index || held=1
    artifacts/bin/BerryAIGen.Benchmarks/release/BerryAIGen.Benchmarks lists || held=1
    bench/suggestions.sh || held=1
    bench/server.sh || held=1
    bench/pictures.sh || held=1
    return "$held"
}
if [[ "$only" == server ]]; then
    server_figures
    exit
fi

berry="$(./build.sh --output dist/bench)"
work="$(mktemp -d "${TMPDIR:-/tmp}/berry-bench.XXXXXX")"
missed=0

stop() {
    [[ -s "$work/nginx.pid" ]] && kill "$(cat "$work/nginx.pid")" 2>/dev/null || true
    # It removes its own files when it ends.
    while [[ -e "$work/nginx.pid" ]]; do read -rt 0.05 <> <(:) || true; done
    find "$work" -xdev -type f -delete
    find "$work" -xdev -depth -type d -empty -delete
}
trap stop EXIT

export HOME="$work/home" XDG_CONFIG_HOME="$work/home/config" XDG_CACHE_HOME="$work/home/cache" XDG_DATA_HOME="$work/home/data"
export BERRY_ALLOW_HOSTS=127.0.0.1 DOTNET_gcServer=0
mkdir -p "$HOME" "$work/www" "$work/target"

# best NAME COMMAND…: the shortest wall time of all rounds in milliseconds, in $best_ms; the peak memory in $peak_kib.
best() {
    local start end pid round hwm
    best_ms=999999999 peak_kib=0
    for ((round = 0; round < rounds; round++)); do
        rm -f "$work"/target/*
        start="${EPOCHREALTIME/./}"
        if [[ "${measure_memory:-}" ]]; then
            "$@" >/dev/null 2>&1 & pid=$!
            while hwm="$(sed -nE 's/^VmHWM:\s+([0-9]+) kB/\1/p' "/proc/$pid/status" 2>/dev/null)" && [[ -n "$hwm" ]]; do
                ((hwm > peak_kib)) && peak_kib="$hwm"
                read -rt 0.02 <> <(:) || true
            done
            wait "$pid"
        else
            "$@" >/dev/null 2>&1
        fi
        end="${EPOCHREALTIME/./}"
        local took=$(((end - start) / 1000))
        ((took < best_ms)) && best_ms="$took"
    done
    return 0
}

# row WHAT OURS_MS THEIRS_MS LIMIT: prints the ratio and whether it holds.
row() {
    local ratio verdict=ok
    ratio="$(awk -v a="$2" -v b="$3" 'BEGIN { printf "%.2f", a / b }')"
    awk -v r="$ratio" -v l="$4" 'BEGIN { exit !(r > l) }' && { verdict=MISSED; missed=1; }
    printf '%-58s %6d ms  %6d ms  %5s x  (<= %s)  %s\n' "$1" "$2" "$3" "$ratio" "$4" "$verdict"
}

limit() {
    local verdict=ok
    (($2 > $3)) && { verdict=MISSED; missed=1; }
    printf '%-58s %6d %-3s %27s  %s\n' "$1" "$2" "$4" "(<= $3)" "$verdict"
}

echo "machine: $(nproc) cores, $(sed -nE 's/^model name\s*: //p' /proc/cpuinfo | head -1); $(date -u +%F)"
echo "making files of $mib MiB …"
head -c "${mib}M" /dev/urandom >"$work/www/plain.bin"
header="{\"weight\":{\"dtype\":\"U8\",\"shape\":[$((mib * 1048576))],\"data_offsets\":[0,$((mib * 1048576))]}}"
while (((${#header}) % 8)); do header+=" "; done
{ printf "\\x$(printf %02x "${#header}")\0\0\0\0\0\0\0%s" "$header"; cat "$work/www/plain.bin"; } >"$work/www/model.safetensors"

cat >"$work/nginx.conf" <<NGINX
pid $work/nginx.pid; error_log $work/nginx.log; worker_processes 1; daemon on;
events {}
http { access_log off; sendfile on; default_type application/octet-stream;
  client_body_temp_path $work; proxy_temp_path $work; fastcgi_temp_path $work; uwsgi_temp_path $work; scgi_temp_path $work;
  server { listen 127.0.0.1:18089; root $work/www; }
  server { listen 127.0.0.1:18090; root $work/www; limit_rate 20m; } }
NGINX
[[ "$(id -u)" == 0 ]] && chmod 755 "$work" "$work/www" && chmod 644 "$work"/www/*
nginx -c "$work/nginx.conf" 2>/dev/null

plain="$work/www/plain.bin" model="$work/www/model.safetensors"
cat "$plain" "$model" >/dev/null

printf '\n%-58s %9s  %9s\n' "what (best of $rounds)" berry other
if [[ "$only" != downloads ]]; then
best openssl dgst -sha256 "$plain"; theirs="$best_ms"
best "$berry" hash "$plain" --json; row "all hashes, one read / openssl dgst -sha256" "$best_ms" "$theirs" 1.2
best openssl dgst -sha256 "$model"; theirs="$best_ms"
best "$berry" hash "$model" --json; row "all hashes of a safetensors file / openssl dgst -sha256" "$best_ms" "$theirs" 1.6
best b3sum --num-threads 1 "$plain"; theirs="$best_ms"
best "$berry" hash "$plain" --only blake3 --json; row "BLAKE3 alone / b3sum --num-threads 1" "$best_ms" "$theirs" 1.3
fi

curl_and_openssl() {
    curl -sf -o "$work/target/model.safetensors" http://127.0.0.1:18089/model.safetensors
    openssl dgst -sha256 "$work/target/model.safetensors"
}
download() {
    exec "$berry" download http://127.0.0.1:18089/model.safetensors --to "$work/target" --json
}

# Over eight connections: both know the hash and check it; port 18090 gives each connection 20 MiB/s.
sum="$(sha256sum "$model" | cut -d' ' -f1)"
for port in 18089 18090; do
    printf '{"downloads":[{"url":"http://127.0.0.1:%s/model.safetensors","sha256":"%s"}]}' "$port" "$sum" >"$work/$port.json"
done
aria2_eight() {
    aria2c -q -x8 -s8 -d "$work/target" --checksum="sha-256=$sum" --allow-overwrite=true "http://127.0.0.1:$1/model.safetensors"
}
download_eight() {
    exec "$berry" batch "$work/$1.json" --connections 8 --to "$work/target" --json
}
best curl_and_openssl; theirs="$best_ms"
measure_memory=1
best download; row "download and verify from nginx / curl, then openssl" "$best_ms" "$theirs" 1.0
limit "peak memory of that download" "$((peak_kib * 1024 / 1000000))" 120 MB
measure_memory=

best aria2_eight 18089; theirs="$best_ms"
measure_memory=1
best download_eight 18089; row "8 connections without limit, verified / aria2c -x8 -s8" "$best_ms" "$theirs" 0.45
limit "peak memory of that download" "$((peak_kib * 1024 / 1000000))" 120 MB
measure_memory=
best aria2_eight 18090; theirs="$best_ms"
measure_memory=1
best download_eight 18090; row "8 connections of 20 MiB/s, verified / aria2c -x8 -s8" "$best_ms" "$theirs" 0.8
row "8 connections of 20 MiB/s, verified / size by rate" "$best_ms" "$((mib * 1000 / 160))" 1.10
limit "peak memory of that download" "$((peak_kib * 1024 / 1000000))" 120 MB
measure_memory=
[[ "$only" != downloads ]] || exit "$missed"

best "$berry" --version; limit "berry --version, precompiled" "$best_ms" 100 ms

dotnet run -c Release --project bench/BerryAIGen.Benchmarks -- page || missed=1
dotnet run -c Release --no-build --project bench/BerryAIGen.Benchmarks -- identify || missed=1
dotnet run -c Release --no-build --project bench/BerryAIGen.Benchmarks -- images || missed=1
dotnet run -c Release --no-build --project bench/BerryAIGen.Benchmarks -- forms || missed=1

# Small files that may hold code, whole process; then a million damaged ones.
mkdir -p "$work/pickles"
for ((i = 0; i < 10000; i++)); do
    printf '\x80\x02ccollections\nOrderedDict\n)R.' >"$work/pickles/$i.pt"
done
best "$berry" scan "$work/pickles" --json; limit "scan of 10,000 small pickles (1,000 a second)" "$best_ms" 10000 ms
echo "$((10000 * 1000 / best_ms)) files a second"
dotnet run -c Release --no-build --project bench/BerryAIGen.Benchmarks -- pickles 1000000 || missed=1
server_figures || missed=1
exit "$missed"
