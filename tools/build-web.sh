#!/usr/bin/env bash
# Builds the web page into artifacts/web: tools/build-web.sh [--if-changed]
#   --if-changed  only when a file of web/ or docs/openapi.json is newer than the last build, or there is none
# Ends with 1 and one sentence when there is no page afterwards that is up to date; one of an earlier build stays where it is.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
web="$root/web" page="$root/artifacts/web" stamp="$root/artifacts/web.stamp" log="$root/artifacts/web-build.log"
# Where npm keeps what it installed; the list by which it did stands beside.
installed="$web/node_modules/.berry-installed.json"

fail() { echo "tools/build-web.sh: $1" >&2; exit 1; }

# What tests leave behind is nothing of the page.
beside=(-name node_modules -o -name test-results -o -name playwright-report)
files() { find "$web" '(' "${beside[@]}" ')' -prune -o -type f "$@" -print; }
is_stale() {
    [[ ! -e "$page/index.html" || ! -e "$stamp" || "$root/docs/openapi.json" -nt "$stamp" ]] && return 0
    # A folder is newer when a file in it was removed; the top one as well when npm installed.
    [[ -n "$(files -newer "$stamp" | head -n 1)" ]] ||
        [[ -n "$(find "$web" -mindepth 1 '(' "${beside[@]}" ')' -prune -o -type d -newer "$stamp" -print -quit)" ]]
}
# The same as long as no file says anything else.
content() {
    { files; echo "$root/docs/openapi.json"; } | LC_ALL=C sort | tr '\n' '\0' | { xargs -0 sha256sum 2>/dev/null || true; } | sha256sum
}

case "${1:-}" in
    "") changed=yes ;;
    --if-changed) changed="" ;;
    *) echo "tools/build-web.sh: unknown option '$1'; there is --if-changed alone." >&2; exit 2 ;;
esac
[[ -e "$web/package.json" ]] || fail "there is no web/package.json, so there is no page to build."
[[ -n "$changed" ]] || is_stale || exit 0

command -v node >/dev/null && command -v npm >/dev/null ||
    fail "the page needs Node.js 20.19 or newer with npm, and one of the two is not on the PATH: install both (Debian: nodejs npm), then run this again."
version="$(node -p 'process.versions.node' 2>/dev/null || echo 0)"
if [[ "$(printf '%s\n' 20.19.0 "$version" | sort -V | head -n 1)" != 20.19.0 ]]; then
    fail "the page needs Node.js 20.19 or newer, and this is $version: install a newer one, then run this again."
fi

mkdir -p "$root/artifacts"
exec 8>"$root/artifacts/web.lock"
flock -n 8 || { echo "tools/build-web.sh: another build of the page is running; waiting for it …" >&2; flock 8; }
# It may have built just this.
[[ -n "$changed" ]] || is_stale || exit 0
echo "tools/build-web.sh: building the page …" >&2

# All that is started holds the lock as well: when this script is killed, the next one waits for what still runs.
cd "$web"
if ! cmp -s package-lock.json "$installed"; then
    if ! timeout 600 npm ci --no-audit --no-fund >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        fail "npm could not install what the page is built with (the lines above, or more than 10 minutes); is there a network? $log has it all."
    fi
    # Of a list of nothing npm makes no folder.
    mkdir -p "${installed%/*}"
    cp package-lock.json "$installed"
fi

now="$(mktemp "$root/artifacts/web.stamp.XXXXXX")"
before="$(content)"
clear_away() { [[ ! -e "$1" ]] || rm -r -- "$1"; }
clear_away "$page.new"
if ! timeout 600 npm run build -- --outDir "$page.new" --emptyOutDir >"$log" 2>&1 || [[ ! -e "$page.new/index.html" ]]; then
    tail -n 40 "$log" >&2
    rm -f "$now"
    fail "the page could not be built; the lines above say why, and $log has them all."
fi

# What travels is made small once, here, and not with every request.
node - "$page.new" <<'SMALL'
const { readdirSync, readFileSync, writeFileSync, existsSync } = require("node:fs");
const { brotliCompressSync, gzipSync, constants } = require("node:zlib");
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  const file = `${entry.parentPath ?? entry.path}/${entry.name}`;
  // The first file is written anew for each answer.
  if (!entry.isFile() || !/\.(m?js|css|svg|json|webmanifest|txt|map|wasm)$/.test(file)) continue;
  const bytes = readFileSync(file);
  const write = (ending, small) => small.length < bytes.length && !existsSync(file + ending) && writeFileSync(file + ending, small);
  if (bytes.length < 1024) continue;
  write(".br", brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  write(".gz", gzipSync(bytes, { level: 9 }));
}
SMALL

# Into place in one piece: a server that runs sees the page of before or this one.
clear_away "$page.old"
[[ ! -e "$page" ]] || mv -T "$page" "$page.old"
mv -T "$page.new" "$page"
clear_away "$page.old"
# Files that the build itself writes anew with the same words make nothing newer.
if [[ "$(content)" == "$before" ]]; then touch "$now"; fi
mv "$now" "$stamp"
