using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Conversion;
using BerryAIGen.Library.Downloads;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Conversion;

/// <summary>
/// A new file of another precision, or safetensors of a checkpoint, made of a model of the library as a job. A run that
/// was stopped begins anew, and what was half made is removed.
/// </summary>
public sealed class ConvertKind(BerryLibrary library, LibraryDatabase database, RegistryIndex index) : IJobKind
{
    public const string KindName = "convert";

    public string Name => KindName;

    /// <summary>The payload of a job that converts this.</summary>
    /// <exception cref="LibraryException">
    /// There is no such model or precision, or the model is not here, or is a folder.
    /// </exception>
    public async Task<string> PrepareAsync(
        string modelId,
        string? precision,
        bool prunes,
        CancellationToken cancellationToken
    )
    {
        await FindFileAsync(modelId, cancellationToken);
        if (precision is not null)
            Precisions.DtypeOf(precision);
        return new JsonObject
        {
            ["model_id"] = modelId,
            ["precision"] = precision,
            ["prune"] = prunes,
        }.ToJsonString();
    }

    private async Task<string> FindFileAsync(string modelId, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row =
            await context.Registry.AsNoTracking().FirstOrDefaultAsync(one => one.Id == modelId, cancellationToken)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{modelId}\" in the library.");
        return row.LocalPath is { } path && File.Exists(path)
            ? path
            : throw new LibraryException(
                FailureCode.Conflict,
                $"The model \"{modelId}\" is no file on this machine, so nothing can be made of it; download it first."
            );
    }

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        Discard(run.Place);
        var order = JsonNode.Parse(run.Payload)!;
        var path = await FindFileAsync(order["model_id"]!.ToString(), cancellationToken);
        var made = await library.Converter.ConvertAsync(
            new ConversionRequest(path)
            {
                Precision = order["precision"]?.ToString(),
                Prunes = order["prune"]?.GetValue<bool>() ?? false,
                Announce = (part, stop) =>
                {
                    run.WithPlace = () => new JsonObject { ["part"] = part }.ToJsonString();
                    return run.WriteAsync((_, _) => Task.CompletedTask, stop);
                },
            },
            new Part(run),
            cancellationToken
        );
        foreach (var message in made.Messages)
            await run.LogAsync(message, "info", cancellationToken);
        var rows = await index.RecordAsync(run, [made.Path], KindName, cancellationToken);
        return new JsonObject
        {
            ["model_id"] = rows is [var row, ..] ? row.Id : null,
            ["path"] = made.Path,
            ["size"] = made.SizeBytes,
            ["sha256"] = made.Sha256,
            ["was_there"] = made.WasThere,
        }.ToJsonString();
    }

    public Task DiscardAsync(JobRow job, CancellationToken cancellationToken)
    {
        Discard(job.Place);
        return Task.CompletedTask;
    }

    // Of a run that was killed; one that was told to stop left nothing.
    private static void Discard(string? place)
    {
        if (place is not null && JsonNode.Parse(place)?["part"]?.ToString() is { } part)
            DownloadParts.Delete([part]);
    }

    private sealed class Part(JobRun run) : IProgress<ConversionProgress>
    {
        public void Report(ConversionProgress value) =>
            run.Report(value.TotalBytes == 0 ? null : value.Bytes / (double)value.TotalBytes);
    }
}
