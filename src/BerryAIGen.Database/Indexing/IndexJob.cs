using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;

namespace BerryAIGen.Database.Indexing;

/// <summary>
/// An index run as a job: <c>{"folders":[…]}</c>, none means all of the library. It keeps no place: what an earlier run
/// wrote down is unchanged to the next one, and costs a look.
/// </summary>
public sealed class IndexJob(RegistryIndex index, LibraryFolders folders) : IJobKind
{
    public const string KindName = "index";

    public string Name => KindName;

    public static string PayloadOf(IReadOnlyList<string> folders) =>
        new JsonObject
        {
            ["folders"] = new JsonArray([.. folders.Select(folder => JsonValue.Create(folder))]),
        }.ToJsonString();

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var named = (JsonNode.Parse(run.Payload)?["folders"] as JsonArray)?.Select(folder => folder!.ToString());
        var report = await index.RunAsync(run, folders.Choose(named?.ToArray()), new Part(run), cancellationToken);
        string[] warnings = [.. report.Warnings, .. report.Skipped.Select(one => $"{one.Path}: {one.Why}")];
        await run.LogAsync(warnings, "warning", cancellationToken);
        return new JsonObject
        {
            ["seen"] = report.Seen,
            ["added"] = report.Added,
            ["changed"] = report.Changed,
            ["unchanged"] = report.Unchanged,
            ["moved"] = report.Moved,
            ["returned"] = report.Returned,
            ["missing"] = report.Missing,
            ["unreachable"] = report.Unreachable,
            ["skipped"] = report.Skipped.Count,
            ["elapsed_ms"] = (long)report.Elapsed.TotalMilliseconds,
        }.ToJsonString();
    }

    private sealed class Part(JobRun run) : IProgress<RegistryIndexProgress>
    {
        public void Report(RegistryIndexProgress value) =>
            run.Report(value.Total == 0 ? null : value.Done / (double)value.Total);
    }
}
