using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>Which steps a worker does here, with which tools and limits: a file of <c>definitions/workers</c>.</summary>
internal sealed record WorkerDefinition : IDefinition
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public int SchemaVersion { get; init; }

    public string Id { get; init; } = "";

    /// <summary>The <see cref="IStepWorker.Name"/> of who does it.</summary>
    public string Worker { get; init; } = "";

    /// <summary>Steps of one group wait for each other on a machine.</summary>
    public string Group { get; init; } = "";

    /// <summary>The programs that must be there.</summary>
    public IReadOnlyList<string> Tools
    {
        get => field ?? [];
        init;
    }

    /// <summary>How a person gets them.</summary>
    public string? Install { get; init; }

    public IReadOnlyList<WorkerStep> Steps
    {
        get => field ?? [];
        init;
    }
}

/// <summary>One type of step of a worker.</summary>
public sealed record WorkerStep
{
    /// <summary>The word of <c>$type</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>How long one takes before this machine has done any.</summary>
    public double Seconds { get; init; }

    /// <summary>After this it is given up, whatever the step itself allows.</summary>
    public TimeSpan TimeLimit { get; init; }

    /// <summary><c>image</c>, <c>video</c>, <c>audio</c> or <c>utility</c>.</summary>
    public string Category
    {
        get => field ?? "utility";
        init;
    }

    /// <summary>For people; null for its type.</summary>
    public string? Name { get; init; }

    /// <summary>What it does, and how: one sentence.</summary>
    public string? Description { get; init; }

    public string? Strengths { get; init; }

    public string? Weaknesses { get; init; }

    public IReadOnlyList<string> Tags
    {
        get => field ?? [];
        init;
    }

    /// <summary>What goes in: <c>image</c>, <c>video</c>, <c>audio</c>, <c>text</c>.</summary>
    public IReadOnlyList<string> Takes
    {
        get => field ?? [];
        init;
    }

    /// <summary>What comes out.</summary>
    public IReadOnlyList<string> Makes
    {
        get => field ?? [];
        init;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(WorkerDefinition))]
internal sealed partial class WorkerJson : JsonSerializerContext;
