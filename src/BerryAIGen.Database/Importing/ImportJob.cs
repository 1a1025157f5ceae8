using System.Collections.Concurrent;
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
/// Makes a model of a file on the server's machine, or of an upload, as a job. A run that was stopped goes on: the file is
/// not hashed again while it is as it was, a copy goes on at its byte and is verified as a whole, and what has its name
/// already is found to be there.
/// </summary>
public sealed class ImportJob(BerryLibrary library, RegistryIndex index) : IJobKind
{
    public const string KindName = "import";

    public string Name => KindName;

    // What is refused is not kept.
    public bool DiscardsFailures => true;

    /// <summary>Has it imported. An upload stays until the job is over.</summary>
    /// <exception cref="LibraryException">The file is not there.</exception>
    public static async Task<JobRow> EnqueueAsync(
        ImportRequest request,
        IJobEngine engine,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists(request.Path))
            throw new LibraryException(FailureCode.NotFound, $"There is no file {request.Path}.");
        try
        {
            request = ModelImport.KeepPreview(request);
            var payload = JsonSerializer.Serialize(request, ImportJson.Default.ImportRequest);
            return await engine.EnqueueAsync(KindName, payload, also: null, cancellationToken);
        }
        catch
        {
            // Nobody will ever import it.
            ModelImport.DiscardUpload(request);
            throw;
        }
    }

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var request = RequestOf(run.Payload);
        var place = PlaceOf(run.Place);
        run.WithPlace = () => JsonSerializer.Serialize(Volatile.Read(ref place), ImportJson.Default.ImportJobPlace);
        if (place.Result is null)
        {
            var result = await ImportAsync(
                request with
                {
                    Place = place.Import,
                    KeepPlace = (reached, stop) => KeepAsync(new ImportJobPlace(reached), stop),
                },
                run,
                cancellationToken
            );
            // From here on the upload is needed no more.
            await KeepAsync(place with { Result = result }, cancellationToken);
        }

        ModelImport.DiscardUpload(request);
        return place.Result;

        Task KeepAsync(ImportJobPlace reached, CancellationToken stop)
        {
            Volatile.Write(ref place, reached);
            return run.WriteAsync((_, _) => Task.CompletedTask, stop);
        }
    }

    public Task DiscardAsync(JobRow job, CancellationToken cancellationToken)
    {
        if (PlaceOf(job.Place).Import?.PartPath is { } part)
            DownloadParts.Delete([part]);
        ModelImport.DiscardUpload(RequestOf(job.Payload));
        return Task.CompletedTask;
    }

    private async Task<string> ImportAsync(ImportRequest request, JobRun run, CancellationToken cancellationToken)
    {
        var part = new Part(run);
        var imported = await library.Importing.ImportAsync(request, part, cancellationToken);
        var rows = await index.RecordAsync(run, [imported.Path], KindName, cancellationToken);
        await run.LogAsync([.. part.Notes, .. new[] { imported.Note }.OfType<string>()], "info", cancellationToken);
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

    private static ImportRequest RequestOf(string payload) =>
        JsonSerializer.Deserialize(payload, ImportJson.Default.ImportRequest)!;

    private static ImportJobPlace PlaceOf(string? place) =>
        place is null
            ? new ImportJobPlace(null)
            : JsonSerializer.Deserialize(place, ImportJson.Default.ImportJobPlace)!;

    private sealed class Part(JobRun run) : IProgress<DownloadProgress>
    {
        private readonly ConcurrentQueue<string> notes = [];

        public IEnumerable<string> Notes => notes;

        public void Report(DownloadProgress value)
        {
            if (value.Note is { } note)
                notes.Enqueue(note);
            run.Report(value.TotalBytes is > 0 and var total ? Math.Min(1, value.Bytes / (double)total) : null);
        }
    }
}

/// <summary>How far an import job came.</summary>
/// <param name="Import">Within the import; null at its beginning.</param>
/// <param name="Result">What came of it, once all is written and only the upload is left; null before.</param>
internal sealed record ImportJobPlace(ImportPlace? Import, string? Result = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportJobPlace))]
internal sealed partial class ImportJson : JsonSerializerContext;
