using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>A workflow as somebody wants it, looked at as a whole.</summary>
public sealed record WorkflowOrder
{
    public required IReadOnlyList<StepOrder> Steps { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whatever the caller wants to find there again.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>What steps refer to as <c>$arguments</c>.</summary>
    public JsonObject Arguments { get; init; } = [];

    public IReadOnlyList<CallbackOrder> Callbacks { get; init; } = [];

    /// <summary>Names the action; the same one is the same workflow.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Nothing is kept after it ended.</summary>
    public bool IsEphemeral { get; init; }

    public bool? AllowMatureContent { get; init; }

    /// <summary>The most that may come back: <c>pg</c> to <c>xxx</c>; null for anything.</summary>
    public string? NsfwLevel { get; init; }

    /// <summary>Members that pay or choose providers elsewhere; here they are only told again.</summary>
    public JsonObject Others { get; init; } = [];
}

/// <summary>One step of it.</summary>
/// <param name="Type">The word of <c>$type</c>.</param>
/// <param name="Name">Its own, or <c>$0</c> by its place.</param>
/// <param name="Input">With its references.</param>
/// <param name="Needs">The names of the steps that it refers to.</param>
public sealed record StepOrder(string Type, string Name, JsonNode Input, IReadOnlyList<string> Needs)
{
    /// <summary><c>low</c>, <c>normal</c> or <c>high</c>.</summary>
    public string Priority { get; init; } = StepPriorities.Normal;

    /// <summary>How long one try may take; null for as long as its worker allows.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Further tries after one that failed.</summary>
    public int Retries { get; init; }

    public JsonObject Metadata { get; init; } = [];
}

/// <summary>Somebody who is told.</summary>
/// <param name="Url">Where.</param>
/// <param name="Types">Of what: <c>workflow:*</c>, <c>step:failed</c>.</param>
/// <param name="IsDetailed">Whether inputs and outputs are told too.</param>
public sealed record CallbackOrder(string Url, IReadOnlyList<string> Types, bool IsDetailed);

/// <summary>The words for who is served first.</summary>
public static class StepPriorities
{
    public const string Low = "low";
    public const string Normal = "normal";
    public const string High = "high";

    public static IReadOnlyList<string> All { get; } = [Low, Normal, High];

    /// <summary>The greater one goes first.</summary>
    public static int RankOf(string priority) =>
        priority switch
        {
            High => 2,
            Low => 0,
            _ => 1,
        };
}
