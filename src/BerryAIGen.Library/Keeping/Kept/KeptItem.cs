using System.Text.Json.Serialization;

namespace BerryAIGen.Library.Keeping.Kept;

/// <summary>A model that was taken away with all that belongs to it, and waits to be restored or emptied.</summary>
public sealed record KeptItem
{
    /// <summary>Names it; begins with the time.</summary>
    public required string Id { get; init; }

    /// <summary>The folder of models it is from.</summary>
    public required string Root { get; init; }

    /// <summary>Where it was.</summary>
    public required string Path { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Why, as a person or a check gave it.</summary>
    public string? Reason { get; init; }

    public long SizeBytes { get; init; }

    /// <summary>Every file of it, relative to the folder it was in.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>What became of one request to take away, restore or empty.</summary>
/// <param name="Subject">The path or id as it was given.</param>
/// <param name="Item">The item; null when there is none.</param>
/// <param name="Failure">Why it was not done; null when it was.</param>
/// <param name="Note">What a person should know of what was done.</param>
public sealed record KeptOutcome(string Subject, KeptItem? Item, Failure? Failure = null, string? Note = null);

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
internal sealed record KeptEntry(string Name, long Size);

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
