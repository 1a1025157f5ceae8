/** Whose work the page and the server stand on; docs/third-party.md tells where each is used. */
export const LICENCES: readonly (readonly [what: string, licence: string])[] = [
  [".NET, ASP.NET Core, EF Core", "MIT"],
  ["AWS SDK for .NET (S3)", "Apache-2.0"],
  ["Mantine", "MIT"],
  ["Npgsql", "PostgreSQL"],
  ["OpenTelemetry", "Apache-2.0"],
  ["Polly", "BSD-3-Clause"],
  ["Quartz.NET", "Apache-2.0"],
  ["React", "MIT"],
  ["Spectre.Console, System.CommandLine", "MIT"],
  ["SQLite, SQLitePCLRaw", "Public domain, Apache-2.0"],
  ["Swagger UI", "Apache-2.0"],
  ["Tabler Icons", "MIT"],
  ["TanStack Query, Router, Virtual; openapi-fetch", "MIT"],
  ["YamlDotNet", "MIT"],
];
