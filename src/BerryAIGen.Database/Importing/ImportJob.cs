using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Importing;

namespace BerryAIGen.Database.Importing;

/// <summary>
/// Makes a model of a file on the server's machine, as a job. A run that was stopped begins anew: what it had copied is no
/// model yet, and what it had placed is found to be there.
/// </summary>
public sealed class ImportJob(BerryLibrary library, RegistryIndex index) : IJobKind
{
    public const string KindName = "import";

    public string Name => KindName;

    /// <summary>The payload of a job that imports this.</summary>
    /// <exception cref="LibraryException">The file is not there.</exception>
    public static string PayloadOf(ImportRequest request) =>
        File.Exists(request.Path)
            ? JsonSerializer.Serialize(request, ImportJson.Default.ImportRequest)
            : throw new LibraryException(FailureCode.NotFound, $"There is no file {request.Path}.");

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize(run.Payload, ImportJson.Default.ImportRequest)!;
        var imported = await library.Importing.ImportAsync(request, new Part(run), cancellationToken);
        var rows = await index.RecordAsync(run, [imported.Path], KindName, cancellationToken);
        if (imported.Note is { } note)
            await run.LogAsync(note, "info", cancellationToken);
        return new JsonObject
        {
            ["model_id"] = rows is [var row, ..] ? row.Id : null,
            ["state"] = SnakeCase.Of(imported.State.ToString()),
            ["path"] = imported.Path,
            ["size"] = imported.SizeBytes,
            ["sha256"] = imported.Sha256,
            ["sidecar"] = imported.Sidecar,
        }.ToJsonString();
    }

    private sealed class Part(JobRun run) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) =>
            run.Report(value.TotalBytes is > 0 and var total ? Math.Min(1, value.Bytes / (double)total) : null);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ImportRequest))]
internal sealed partial class ImportJson : JsonSerializerContext;
