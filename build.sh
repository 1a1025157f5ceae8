#!/usr/bin/env bash
# Publishes a self-contained `berry` that runs where no .NET is: build.sh [--toolkit] [--quick] [--runtime RID] [--output DIR]
#   --toolkit      the server in place of berry: precompiled, not trimmed, with the page in web/ beside it
#   --quick        neither trimmed, precompiled nor analyzed: larger and slower to start, but built in seconds
#   --runtime RID  linux-x64 (default) or win-x64
#   --output DIR   where the files go (default dist/RID, dist/toolkit-RID for the server)
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"

runtime=linux-x64 output="" options=() project=BerryAIGen.Cli program=berry prefix="" ready=()
while [[ $# -gt 0 ]]; do
    case "$1" in
        --toolkit) project=BerryAIGen.Toolkit program=BerryAIGen.Toolkit prefix=toolkit- ready=(-p:PublishReadyToRun=true) ;;
        --quick) options+=(-p:PublishTrimmed=false -p:PublishReadyToRun=false -p:RunAnalyzers=false) ;;
        --runtime) runtime="${2:?build.sh: --runtime needs a value, for example linux-x64}"; shift ;;
        --output) output="${2:?build.sh: --output needs a folder}"; shift ;;
        *) echo "build.sh: unknown option '$1'; the options are --toolkit, --quick, --runtime RID, --output DIR." >&2; exit 2 ;;
    esac
    shift
done
output="${output:-$root/dist/$prefix$runtime}"

if [[ "$project" == BerryAIGen.Toolkit && -e "$root/web/package.json" ]]; then
    "$root/tools/build-web.sh" --if-changed
    mkdir -p "$output"
    # Whole at once, and without files of an earlier page.
    [[ ! -e "$output/web.new" ]] || rm -r -- "$output/web.new"
    cp -a "$root/artifacts/web" "$output/web.new"
    [[ ! -e "$output/web" ]] || rm -r -- "$output/web"
    mv -T "$output/web.new" "$output/web"
fi

# An artifacts folder of its own: a publish must not disturb the build that ./berry and the tests use.
dotnet publish "$root/src/$project" -c Release -r "$runtime" --self-contained \
    --artifacts-path "$root/artifacts/publish" -o "$output" -p:DebugType=none -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false -v quiet --nologo "${ready[@]}" "${options[@]}" >&2
echo "$output/$program$([[ "$runtime" == win-* ]] && echo .exe || true)"
