using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Versions.Checking;

/// <summary>
/// Remembers since when a source has a model no more, in the record of the folder: a model that is gone is not asked for
/// at every check. Losing it costs only questions.
/// </summary>
internal sealed record GoneMemory
{
    /// <summary>What is gone comes back rarely.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromDays(7);

    private const string FileName = "gone.json";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>By the model's number.</summary>
    public Dictionary<int, GoneModel> Models
    {
        get => field ??= [];
        init;
    }

    public static GoneMemory Read(RecordRoot root)
    {
        try
        {
            return File.Exists(PathIn(root))
                ? JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(root)), GoneJson.Default.GoneMemory)
                    ?? new GoneMemory()
                : new GoneMemory();
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return new GoneMemory();
        }
    }

    /// <summary>A record that cannot be written is asked again the next time.</summary>
    public void Write(RecordRoot root)
    {
        try
        {
            if (Models.Count > 0 || File.Exists(PathIn(root)))
                AtomicFile.WriteJson(PathIn(root), JsonSerializer.SerializeToNode(this, GoneJson.Default.GoneMemory)!);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex)) { }
    }

    private static string PathIn(RecordRoot root) => Path.Combine(root.Folder, FileName);
}

/// <param name="Since">When it was first found gone.</param>
/// <param name="AskedAt">When it was asked for last.</param>
/// <param name="Reason">What the source said.</param>
internal sealed record GoneModel(DateTimeOffset Since, DateTimeOffset AskedAt, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GoneMemory))]
internal sealed partial class GoneJson : JsonSerializerContext;
