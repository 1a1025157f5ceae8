#!/usr/bin/env bash
# Writes the migrations of both databases after a change of the tables: tools/add-migration.sh NAME
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
name="${1:?add-migration.sh: give the migration a name, for example AddNotes}"

dotnet tool restore >/dev/null
dotnet build tools/BerryAIGen.Migrations -c Release -v quiet --nologo
for database in Sqlite PostgreSql; do
    dotnet ef migrations add "$name" --no-build --configuration Release --project src/BerryAIGen.Database \
        --startup-project tools/BerryAIGen.Migrations --context "${database}Context" --output-dir "$database/Migrations"
done
