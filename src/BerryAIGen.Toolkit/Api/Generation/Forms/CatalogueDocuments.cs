using BerryAIGen.Generation;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Toolkit.Api.Generation.Forms;

/// <summary>Definitions of one kind.</summary>
/// <param name="Items">In the order of lists.</param>
/// <param name="LeftOut">Files of the settings folder that cannot be read, with the reason.</param>
internal sealed record CatalogueDocument(IReadOnlyList<CatalogueItem> Items, IReadOnlyList<string> LeftOut)
{
    public static CatalogueDocument Of(IReadOnlyList<CatalogueRow> rows, Generator generator) =>
        new(
            [.. rows.Select(row => new CatalogueItem(row.Id, row.Key, row.Name, row.Media, row.Parts, row.IsOffered))],
            generator.Warnings
        );
}

/// <param name="Id">The id of its definition.</param>
/// <param name="Key">Civitai's word for it, which forms come with.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Media">What it makes.</param>
/// <param name="Parts">The workflows of an ecosystem, the variants of an engine, the ecosystems of a workflow.</param>
/// <param name="IsOffered">Whether something can be made with it.</param>
internal sealed record CatalogueItem(
    string Id,
    string Key,
    string Name,
    IReadOnlyList<string> Media,
    IReadOnlyList<string> Parts,
    bool IsOffered
);

/// <param name="Tiers">Tier, figure, number.</param>
internal sealed record LimitsDocument(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Tiers);
