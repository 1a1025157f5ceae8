using System.Text.Json.Nodes;
using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Generation.Forms;

/// <summary>What somebody filled in.</summary>
/// <param name="Values">
/// <c>workflow</c>, <c>ecosystem</c>, <c>model</c> and the fields by their keys; what is left out gets its default.
/// </param>
public sealed record FormRequest(JsonObject Values)
{
    /// <summary>The tier whose limits hold: <c>free</c> to <c>gold</c> at Civitai, <c>own</c>; null for the definitions' own.</summary>
    public string? Tier { get; init; }

    /// <summary>The moment at which epochs of trainings must not be too old; null leaves that to the orchestrator.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>What is held back from whoever filled it in.</summary>
    public Gatekeeper Gates { get; init; } = Gatekeeper.Open;

    /// <summary>What was chosen for whoever filled it in; null for nothing.</summary>
    internal string? Note { get; init; }

    /// <summary>Asked for the price alone: texts that do not change it are not told.</summary>
    public bool IsForPrice { get; init; }

    /// <summary>Draws a seed where none is given; null for a random one.</summary>
    public Func<long>? DrawSeed { get; init; }
}
