using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models;

/// <summary>
/// The metadata of models as the description has it, kept beside the models in <c>metadata/</c>: files that may be deleted
/// at any time, because they are made of the registry again.
/// </summary>
public sealed class ModelMetadata(BerryLibrary library, LibraryDatabase database, RegistryIndex index)
{
    private const string Folder = "metadata";
    private const string Mark = "updated_at";

    // What fast and small mean to people who run models at home.
    private const double FastBillions = 4;
    private const double ModerateBillions = 14;
    private const double HighBytes = 0.75;
    private const double MediumBytes = 1.2;

    /// <exception cref="LibraryException">There is no such model.</exception>
    public async Task<JsonObject> GetAsync(string id, CancellationToken cancellationToken)
    {
        var row = await ReadAsync(id, cancellationToken);
        var mark = row.UpdatedAt.Ticks;
        if (FileOf(id) is { } file && Find(file, mark) is { } kept)
            return kept;
        var metadata = Describe(row);
        Keep(id, metadata);
        return metadata;
    }

    /// <summary>Reads header and records of a model again; what a person said stays.</summary>
    /// <param name="id">The model's.</param>
    /// <param name="asksSources">Whether the sources may be asked what the file is; they learn its hash.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such model, or a source did not answer.</exception>
    public async Task<JsonObject> RefreshAsync(string id, bool asksSources, CancellationToken cancellationToken)
    {
        var row = await ReadAsync(id, cancellationToken);
        if (row.LocalPath is { } path && (File.Exists(path) || Directory.Exists(path)))
        {
            if (
                asksSources
                && (await library.Keeping.RefreshAsync([path], cancellationToken))
                    .Select(file => file.Failure)
                    .FirstOrDefault(failure => failure is not null)
                    is { Code: not FailureCode.NotFound } failure
            )
                throw new LibraryException(failure);
            await index.RecordAsync([path], row.Origin, cancellationToken);
            row = await ReadAsync(id, cancellationToken);
        }

        var metadata = Describe(row);
        Keep(id, metadata);
        return metadata;
    }

    /// <summary>The ids of all models that are here.</summary>
    public async Task<IReadOnlyList<string>> LocalIdsAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .Registry.Where(row => row.LocalPath != null)
            .OrderBy(row => row.Id)
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<ModelRow> ReadAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Registry.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{id}\" in the library.");
    }

    private static JsonObject Describe(ModelRow row)
    {
        var known = JsonNode.Parse(row.Metadata) as JsonObject ?? [];
        var metadata = new JsonObject { ["model_id"] = row.Id };
        foreach (
            var name in (string[])
                [
                    "parameters",
                    "quantization",
                    "memory_requirement",
                    "memory_bytes",
                    "context_length",
                    "license",
                    "tags",
                    "architecture",
                    "training_data",
                ]
        )
            metadata[name] = known[name]?.DeepClone();
        metadata["architecture"] ??= row.Architecture;
        metadata["tags"] ??= new JsonArray();
        metadata["performance_metrics"] = Performance(row, known);
        foreach (var (name, value) in known)
            metadata[name] ??= value?.DeepClone();
        metadata["model_type"] = row.ModelType;
        metadata["base_model"] = row.BaseModel;
        metadata["format"] = row.Format;
        metadata["trained_words"] = JsonNode.Parse(row.TrainedWords);
        metadata[Mark] = (row.UpdatedAt - DateTime.UnixEpoch).TotalSeconds;
        return metadata;
    }

    // Words of the description; a number only where somebody measured it.
    private static JsonObject Performance(ModelRow row, JsonObject known)
    {
        var metrics = known["performance_metrics"]?.DeepClone() as JsonObject ?? [];
        var billions = Library.Compatibility.Scoring.ParameterCount.FindBillions(known["parameters"]?.ToString());
        metrics["inference_speed"] ??=
            billions is not { } count ? null
            : count < FastBillions ? "fast"
            : count < ModerateBillions ? "moderate"
            : "slow";
        metrics["memory_efficiency"] ??=
            billions is not > 0 || (row.DiskUsage ?? row.Size) is not { } bytes ? null
            : bytes / (billions.Value * 1e9) is var each && each <= HighBytes ? "high"
            : each <= MediumBytes ? "medium"
            : "low";
        metrics["accuracy_score"] ??= null;
        return metrics;
    }

    private string? FileOf(string id)
    {
        try
        {
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..8];
            return Path.Combine(library.ModelsFolder, Folder, $"{ModelIds.SlugOf(id)}.{name}.json");
        }
        catch (LibraryException)
        {
            return null; // No place for models is named; then there is none for this either.
        }
    }

    private static JsonObject? Find(string file, long mark)
    {
        try
        {
            return
                File.Exists(file)
                && JsonNode.Parse(File.ReadAllBytes(file)) is JsonObject kept
                && kept[Mark]?.GetValue<double>() == (new DateTime(mark) - DateTime.UnixEpoch).TotalSeconds
                ? kept
                : null;
        }
        catch (Exception ex)
            when (ex
                    is IOException
                        or UnauthorizedAccessException
                        or System.Text.Json.JsonException
                        or InvalidOperationException
                        or FormatException
            )
        {
            return null; // Made again.
        }
    }

    private void Keep(string id, JsonObject metadata)
    {
        if (FileOf(id) is not { } file)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var part = $"{file}.{Guid.NewGuid():N}.part";
            File.WriteAllText(part, metadata.ToJsonString());
            File.Move(part, file, overwrite: true);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // A folder that may not be written to keeps nothing; the answer is the same.
        }
    }
}

/// <summary>Reads the metadata of all models again, as a job: <c>{"ask_sources":true}</c> asks the sources as well.</summary>
public sealed class MetadataJob(ModelMetadata metadata) : IJobKind
{
    public const string KindName = "refresh";

    public string Name => KindName;

    public static string PayloadOf(bool asksSources) => new JsonObject { ["ask_sources"] = asksSources }.ToJsonString();

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var asks = JsonNode.Parse(run.Payload)?["ask_sources"]?.GetValue<bool>() == true;
        var ids = await metadata.LocalIdsAsync(cancellationToken);
        var failed = 0;
        foreach (var (number, id) in ids.Index())
        {
            try
            {
                await metadata.RefreshAsync(id, asks, cancellationToken);
            }
            catch (LibraryException problem)
            {
                failed++;
                await run.LogAsync(problem.Message, "warning", cancellationToken);
            }

            run.Report((number + 1) / (double)ids.Count);
        }

        return new JsonObject { ["refreshed"] = ids.Count - failed, ["failed"] = failed }.ToJsonString();
    }
}
