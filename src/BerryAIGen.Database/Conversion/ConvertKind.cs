using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Conversion;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Conversion;

/// <summary>A new file of another precision, or safetensors of a checkpoint, made of a model of the library as a job.</summary>
public sealed class ConvertKind(BerryLibrary library, LibraryDatabase database, RegistryIndex index) : IJobKind
{
    public const string KindName = "convert";

    public string Name => KindName;

    public static string PayloadOf(string modelId, string? precision, bool prunes) =>
        new JsonObject
        {
            ["model_id"] = modelId,
            ["precision"] = precision,
            ["prune"] = prunes,
        }.ToJsonString();

    /// <summary>The file of a model that can be made another one of.</summary>
    /// <exception cref="LibraryException">There is no such model, or it is not here, or is a folder.</exception>
    public async Task<string> FindFileAsync(string modelId, CancellationToken cancellationToken)
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
        var order = JsonNode.Parse(run.Payload)!;
        var path = await FindFileAsync(order["model_id"]!.ToString(), cancellationToken);
        var made = await library.Converter.ConvertAsync(
            new ConversionRequest(path)
            {
                Precision = order["precision"]?.ToString(),
                Prunes = order["prune"]?.GetValue<bool>() ?? false,
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

    private sealed class Part(JobRun run) : IProgress<ConversionProgress>
    {
        public void Report(ConversionProgress value) =>
            run.Report(value.TotalBytes == 0 ? null : value.Bytes / (double)value.TotalBytes);
    }
}
