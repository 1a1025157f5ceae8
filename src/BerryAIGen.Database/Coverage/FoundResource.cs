using BerryAIGen.Database.Models;
using BerryAIGen.Generation.Coverage;

namespace BerryAIGen.Database.Coverage;

/// <summary>A model of the library.</summary>
/// <param name="Id">Its row in the registry.</param>
/// <param name="Name">For people.</param>
/// <param name="SizeBytes">Of its file.</param>
/// <param name="Status">One of <see cref="ModelStatus"/>.</param>
/// <param name="Path">Where its file lies; null when it does not.</param>
/// <param name="TrainedWords">Its trigger words.</param>
/// <param name="Verdict">Whether it generates, without gates.</param>
/// <param name="Facts">What decides about it.</param>
public sealed record FoundResource(
    string Id,
    string Name,
    long? SizeBytes,
    string Status,
    string? Path,
    IReadOnlyList<string> TrainedWords,
    CoverageVerdict Verdict,
    ResourceFacts Facts
)
{
    public string? Type { get; init; }

    public string? BaseModel { get; init; }

    public string? Ecosystem { get; init; }

    public string? Creator { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public long NsfwLevel { get; init; }

    public string? CheckpointType { get; init; }

    public string? SiteStatus { get; init; }

    public string? Availability { get; init; }

    public IReadOnlyList<string> Hashes { get; init; } = [];

    public IReadOnlyList<string> Formats { get; init; } = [];
}
