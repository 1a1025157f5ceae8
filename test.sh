#!/usr/bin/env bash
# Checks the form, builds with warnings as errors and runs every test. Ends with one line: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

passed=0 failed=0 skipped=0 results=""
finish() {
    local status=$?
    [[ -z "$results" ]] || { rm -f "$results"/*.log; rmdir "$results"; }
    # A step before the tests that fails counts as one failure.
    [[ "$status" == 0 || "$failed" != 0 ]] || failed=1
    echo "$passed passed, $failed failed, $skipped skipped"
}
trap finish EXIT

if [[ -z "${DOTNET_ROOT:-}" ]] && command -v dotnet >/dev/null; then
    DOTNET_ROOT="$(dirname "$(readlink -f "$(command -v dotnet)")")"
    export DOTNET_ROOT
fi

# What the tests need from Debian; a test that still misses its tool says "skipped" and why, and fails where CI is set.
need() {
    local package="$1" command="$2"
    command -v "$command" >/dev/null && return 0
    [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null || return 0
    [[ -n "${apt_updated:-}" ]] || { apt-get update -qq >/dev/null 2>&1 || true; apt_updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null 2>&1 ||
        echo "test.sh: '$package' could not be installed; its tests are skipped, or fail in CI" >&2
}
need b3sum b3sum
need openssl openssl
need 7zip 7zz
need postgresql psql
need zstd zstd
need libvips-tools vipsthumbnail
need ffmpeg ffmpeg
need nodejs node
need npm npm
need zsh zsh
need fish fish
need bsdutils script
need systemd systemd-analyze
need chromium chromium

# What tests need from npm: once, outside the tree, by exact versions.
need_npm() {
    local what="$1" folder="${XDG_CACHE_HOME:-$HOME/.cache}/berryaigen-tests/$2"
    local wanted="$PWD/$3"
    cmp -s "$wanted/package-lock.json" "$folder/installed.json" && return 0
    command -v npm >/dev/null || { echo "test.sh: npm is not there; the tests with $what are skipped, or fail in CI" >&2; return 0; }
    mkdir -p "$folder"
    cp "$wanted/package.json" "$wanted/package-lock.json" "$folder/"
    if (cd "$folder" && timeout 180 npm ci --silent --no-audit --no-fund >/dev/null 2>&1); then
        cp "$wanted/package-lock.json" "$folder/installed.json"
    else
        echo "test.sh: $what could not be installed; its tests are skipped, or fail in CI" >&2
    fi
}
# A server that speaks S3, and the Node.js that it needs.
need_npm "an S3 server" s3 tests/BerryAIGen.Library.Tests/Sources/S3/Server
# The published client of Civitai's orchestrator.
need_npm "Civitai's client" civitai-client tests/BerryAIGen.Toolkit.Tests/Workflows/CivitaiClient

echo "== restore"
dotnet tool restore >/dev/null
dotnet restore BerryAIGen.slnx --locked-mode -v quiet --nologo

echo "== form"
dotnet csharpier check . || { echo "run: dotnet csharpier format ."; exit 1; }

echo "== build"
dotnet build BerryAIGen.slnx -c Release --no-restore -v quiet --nologo
# What is built now is what ./berry starts.
touch artifacts/berry.stamp
# Compiled for this machine, as it is published: hundreds of servers start in half the time.
if dotnet publish src/BerryAIGen.Toolkit -c Release -v quiet --nologo -p:PublishReadyToRun=true -p:RunAnalyzers=false \
    --use-current-runtime --no-self-contained -o artifacts/ready; then
    export BERRY_TEST_SERVER="$PWD/artifacts/ready/BerryAIGen.Toolkit"
else
    echo "test.sh: the server could not be compiled for this machine; its tests take longer" >&2
fi

# Before the tests: some of them start ./berry up, which would build it then.
if command -v npm >/dev/null; then tools/build-web.sh --if-changed; fi

echo "== tests"
results="$(mktemp -d)" flaky=0
# Counts one run: its name, its log and its exit code.
count() { sed -nE "s/^ *$1: ([0-9]+)$/\1/p" "$log" | tail -1; }
# Tests that failed are run once more, alone: hundreds of servers on two cores make one late now and then. What passes
# then is told, not hidden. Those that judge a whole run are not asked again: alone they have nothing to judge.
again() {
    local program="$1" name names=() filters=() second="$log.again"
    mapfile -t names < <(sed -nE 's/^failed ([A-Za-z0-9_.+]+).*/\1/p' "$log" | sort -u)
    # In the whole run: more than these are no accident.
    [[ "${#names[@]}" -gt 0 && $((flaky + ${#names[@]})) -le 6 ]] || return 1
    for name in "${names[@]}"; do
        [[ "$name" != *.Every* ]] || return 1
        filters+=(--filter-method "$name")
    done
    "$program" --no-progress --no-ansi --max-threads 1x "${filters[@]}" >"$second" 2>&1 || { cat "$second"; rm "$second"; return 1; }
    rm "$second"
    flaky=$((flaky + ${#names[@]}))
    for name in "${names[@]}"; do echo "flaky: $name failed once and passed alone"; done
}
count_up() {
    p="$(count succeeded)" f="$(count failed)" s="$(count skipped)"
    if [[ "$status" != 0 && -n "$p" && "${f:-0}" != 0 && "$asked" == 0 ]]; then
        cat "$log"
        if again "$program"; then p=$((p + f)) f=0 status=0; fi
    fi
    if [[ -z "$p" || ( "$status" != 0 && "${f:-0}" == 0 ) ]]; then f=$(( ${f:-0} + 1 )); fi
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
    echo "$name: ${p:-0} passed, ${f:-0} failed, ${s:-0} skipped, $((SECONDS - began)) s"
    if [[ "${f:-0}" != 0 ]]; then cat "$log"; else grep -E '^skipped ' "$log" || true; fi
}
# Those that wait for processes, servers and databases more than they compute.
waiting="BerryAIGen.Cli.Tests BerryAIGen.Database.Tests BerryAIGen.Toolkit.Tests"
# Their servers live for seconds: to compile again what ran a few times would take a fifth of what they compute.
brief=(env DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=200)
for project in tests/*.Tests; do
    name="$(basename "$project")"
    log="$results/$name.log"
    status=0
    threads="1x" start=()
    [[ " $waiting " != *" $name "* ]] || threads="2x" start=("${brief[@]}")
    began="$SECONDS" asked="$#" program="artifacts/bin/$name/release/$name"
    "${start[@]}" "$program" --no-progress --no-ansi --max-threads "$threads" "$@" >"$log" 2>&1 || status=$?
    count_up
done

# Routes once more on the other database; all of them with BERRY_TEST_DATABASE=postgresql and the tests of the server.
if [[ "$#" == 0 ]] && command -v psql >/dev/null; then
    name="BerryAIGen.Toolkit.Tests on PostgreSQL"
    log="$results/postgresql.log"
    status=0 began="$SECONDS" asked=1
    BERRY_TEST_DATABASE=postgresql "${brief[@]}" artifacts/bin/BerryAIGen.Toolkit.Tests/release/BerryAIGen.Toolkit.Tests --no-progress \
        --no-ansi --max-threads 2x --filter-class '*.ListTests' --filter-class '*.LibraryTests' --filter-class '*.MetadataRoutesTests' \
        --filter-class '*.SessionTests' --filter-class '*.ProviderRefusalTests' --filter-class '*.PictureRoutesTests' \
        --filter-class '*.PictureFolderTests' --filter-class '*.PictureModelTests' --filter-class '*.FeedTests' \
        --filter-class '*.QueueTests' --filter-class '*.OtherKeyTests' --filter-class '*.WorkflowRoutesTests' >"$log" 2>&1 || status=$?
    count_up
elif [[ "$#" == 0 && -n "${CI:-}" && "$CI" != false ]]; then
    # Where changes are judged nothing may be left out unseen.
    echo "BerryAIGen.Toolkit.Tests on PostgreSQL: psql is not installed" >&2
    failed=$((failed + 1))
fi

# The page: its form and types, its components, then its pages in a browser against the server of this build.
count_web() {
    read -r p f s < <(node web/scripts/count.mjs "$1" "$log.json" 2>/dev/null) || true
    if [[ -z "${p:-}" || ( "$status" != 0 && "${f:-0}" == 0 ) ]]; then f=$(( ${f:-0} + 1 )); fi
    passed=$((passed + ${p:-0})) failed=$((failed + f)) skipped=$((skipped + ${s:-0}))
    echo "$name: ${p:-0} passed, $f failed, ${s:-0} skipped, $((SECONDS - began)) s"
    if [[ "$f" != 0 ]]; then cat "$log"; else grep -E '^(measure|buttons):|^ *[0-9]+ flaky' "$log" || true; fi
}
if [[ "$#" == 0 ]] && command -v npm >/dev/null; then
    echo "== web"
    (cd web && npm run --silent check) || failed=$((failed + 1))
    name="web components" log="$results/components.log" status=0 began="$SECONDS"
    (cd web && npx vitest run --reporter=default --reporter=json --outputFile.json="$log.json") >"$log" 2>&1 || status=$?
    count_web vitest
    name="web pages" log="$results/pages.log" status=0 began="$SECONDS"
    (cd web && PLAYWRIGHT_JSON_OUTPUT_NAME="$log.json" "${brief[@]}" npx playwright test --project=pages --project=buttons --reporter=list,json) >"$log" 2>&1 || status=$?
    count_web playwright
    # Alone: what runs beside it would be measured as well. Times are printed and fail nothing; what is too large fails.
    name="web measures" log="$results/measures.log" status=0 began="$SECONDS"
    (cd web && BERRY_ONLY_MEASURES=1 BERRY_ONLY_BUTTONS=1 PLAYWRIGHT_JSON_OUTPUT_NAME="$log.json" npx playwright test --project=measures --workers=1 --reporter=list,json) >"$log" 2>&1 || status=$?
    count_web playwright
    rm -f "$results"/*.json
elif [[ "$#" == 0 && -n "${CI:-}" && "$CI" != false ]]; then
    echo "web: npm is not installed" >&2
    failed=$((failed + 1))
fi
[[ "$failed" == 0 ]]
