using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>An ecosystem, an engine or a workflow in a list.</summary>
/// <param name="Id">The id of its definition.</param>
/// <param name="Key">Civitai's word for it, which forms come with.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Media">What it makes: <c>image, video, audio, model3d</c>; empty for a tool.</param>
/// <param name="Parts">
/// What it has: the workflows of an ecosystem, the variants of an engine, the ecosystems of a workflow. Empty for
/// something that is known and not offered.
/// </param>
public sealed record CatalogueRow(
    string Id,
    string Key,
    string Name,
    IReadOnlyList<string> Media,
    IReadOnlyList<string> Parts
)
{
    /// <summary>Whether something can be made with it.</summary>
    public bool IsOffered { get; init; } = Parts.Count > 0;

    /// <summary>
    /// How far an engine is in use: <c>active</c>, <c>held-back</c>, <c>unoffered</c> for what no form makes, or
    /// <c>discontinued</c> for what is readable and no longer made. Of several variants that of the most used.
    /// </summary>
    public string State { get; init; } = "active";

    /// <summary>Whether it is held back from whoever asks.</summary>
    public GateVerdict Gate { get; init; } = GateVerdict.Open;
}
