using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Toolkit.Api.Generation.Coverage;

namespace BerryAIGen.Toolkit.Api.Generation.Forms;

/// <summary>Definitions of one kind.</summary>
/// <param name="Items">In the order of lists.</param>
/// <param name="LeftOut">Files of the settings folder that cannot be read, with the reason.</param>
internal sealed record CatalogueDocument(IReadOnlyList<CatalogueItem> Items, IReadOnlyList<string> LeftOut)
{
    public static CatalogueDocument Of(
        IReadOnlyList<CatalogueRow> rows,
        IReadOnlyList<string> leftOut,
        IReadOnlyList<string>? experiments = null
    ) => new([.. rows.Select(row => CatalogueItem.Of(row, experiments?.Contains(row.Id) ?? false))], leftOut);
}

/// <param name="Id">The id of its definition.</param>
/// <param name="Key">Civitai's word for it, which forms come with.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Media">What it makes.</param>
/// <param name="Parts">The workflows of an ecosystem, the variants of an engine, the ecosystems of a workflow.</param>
/// <param name="IsOffered">Whether something can be made with it.</param>
/// <param name="State">How far an engine is in use: <c>active</c>, <c>held-back</c>, <c>unoffered</c> or <c>discontinued</c>.</param>
/// <param name="IsExperimental">Whether it bears the badge of what may still change.</param>
/// <param name="Gate"><c>disabled</c> or <c>member_only</c> for what is held back from whoever asks; absent for what is not.</param>
/// <param name="GateMessage">What the gate says.</param>
internal sealed record CatalogueItem(
    string Id,
    string Key,
    string Name,
    IReadOnlyList<string> Media,
    IReadOnlyList<string> Parts,
    bool IsOffered,
    string State,
    bool IsExperimental,
    string? Gate,
    string? GateMessage
)
{
    public static CatalogueItem Of(CatalogueRow row, bool isExperimental) =>
        new(
            row.Id,
            row.Key,
            row.Name,
            row.Media,
            row.Parts,
            row.IsOffered,
            row.State,
            isExperimental,
            GateDocuments.Word(row.Gate.Outcome),
            row.Gate.Message
        );
}

/// <param name="Tiers">Tier, figure, number.</param>
internal sealed record LimitsDocument(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Tiers);
