using BerryAIGen.Database.Generations;
using BerryAIGen.Generation.Maturity;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

/// <summary>A result.</summary>
internal sealed record GenerationOutputDocument
{
    public required string Id { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required int Number { get; init; }

    /// <summary><c>show</c>, <c>blur</c> or <c>hide</c>; a hidden one has no address.</summary>
    public required string Display { get; init; }

    /// <summary><c>pg</c>, <c>pg13</c>, <c>r</c>, <c>x</c> or <c>xxx</c>; what nobody rated counts as r.</summary>
    public required string Level { get; init; }

    /// <summary>Where it is fetched; absent while it is hidden or not here.</summary>
    public string? Url { get; init; }

    /// <summary>Where it lies; absent while it is hidden or not here.</summary>
    public string? Path { get; init; }

    public string? MediaType { get; init; }

    /// <summary>Whether it is here.</summary>
    public required bool Available { get; init; }

    /// <summary>Why the orchestrator withholds it.</summary>
    public string? BlockedReason { get; init; }

    public long? Seed { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>In seconds.</summary>
    public double? Duration { get; init; }

    public long? Size { get; init; }

    public static GenerationOutputDocument Of(GenerationOutputRow row, MaturityLimits limits)
    {
        var display = limits.DisplayOf(row.Level, row.BlockedReason);
        var isShown = display != MaturityLimits.Hide && row.Path is not null;
        return new GenerationOutputDocument
        {
            Id = row.Id,
            Number = row.Number,
            Display = display,
            Level = MaturityLevel.WordOf(MaturityLevel.BitOf(row.Level)),
            Url = isShown ? $"/api/generation/outputs/{row.Id}" : null,
            Path = isShown ? row.Path : null,
            MediaType = row.MediaType,
            Available = row.Path is not null,
            BlockedReason = row.BlockedReason,
            Seed = row.Seed,
            Width = row.Width,
            Height = row.Height,
            Duration = row.Duration,
            Size = row.Bytes,
        };
    }
}
