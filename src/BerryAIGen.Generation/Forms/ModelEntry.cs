using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Forms;

/// <summary>A model that was filled in, and whether it goes with the form.</summary>
/// <param name="Entry">As it was filled in, in its long form.</param>
/// <param name="Level"><c>full</c>, <c>partial</c> for one that was made for another ecosystem and works, or <c>none</c>.</param>
/// <param name="Reason">Why it is not full; null when it is.</param>
internal sealed record ModelEntry(JsonObject Entry, string Level, string? Reason)
{
    /// <summary>Whether a gate says so.</summary>
    public bool IsHeldBack { get; init; }
}
