using System.Text.Json.Serialization;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Kept;

/// <summary>The list inside an item: written before the first move, so that a crash leaves nothing without a name.</summary>
internal sealed record KeptManifest
{
    public int SchemaVersion { get; init; } = 1;

    public required string Id { get; init; }

    /// <summary>Where the model was, relative to its root, with <c>/</c>.</summary>
    public required string Path { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Reason { get; init; }

    public required KeptState State { get; init; }

    /// <summary>The names in the model's folder that are moved, the model's own first.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Every file; the only ones that emptying deletes.</summary>
    public required IReadOnlyList<KeptEntry> Files { get; init; }
}

/// <param name="Name">Relative to the model's folder, with <c>/</c>.</param>
/// <param name="Size">How long it is.</param>
internal sealed record KeptEntry(string Name, long Size)
{
    /// <summary>Every file of these names, those inside a folder that is one model as well.</summary>
    public static IReadOnlyList<KeptEntry> Of(string folder, IEnumerable<string> names) =>
        [
            .. names
                .Select(name => Path.Combine(folder, name))
                .SelectMany(path =>
                    Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null
                        ? FolderFiles.Of(path)
                        : [new FileInfo(path)]
                )
                .Select(file => new KeptEntry(
                    RecordPaths.Relative(folder, file.FullName),
                    file is FileInfo { LinkTarget: null } plain ? plain.Length : 0
                )),
        ];
}

[JsonConverter(typeof(JsonStringEnumConverter<KeptState>))]
internal enum KeptState
{
    Moving,
    Kept,
    Restoring,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(KeptManifest))]
internal sealed partial class KeptJson : JsonSerializerContext;
