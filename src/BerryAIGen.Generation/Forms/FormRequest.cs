using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Forms;

/// <summary>What somebody filled in.</summary>
/// <param name="Values">
/// <c>workflow</c>, <c>ecosystem</c>, <c>model</c> and the fields by their keys; what is left out gets its default.
/// </param>
public sealed record FormRequest(JsonObject Values)
{
    /// <summary>Pictures at most in one request; null for what the engine takes.</summary>
    public int? MaxQuantity { get; init; }

    /// <summary>Asked for the price alone: texts that do not change it are not told.</summary>
    public bool IsForPrice { get; init; }

    /// <summary>Draws a seed where none is given; null for a random one.</summary>
    public Func<long>? DrawSeed { get; init; }
}
