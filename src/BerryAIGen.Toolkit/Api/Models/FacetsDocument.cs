using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>What a list can be narrowed by: the commonest values first, each with how many models have it.</summary>
/// <param name="Provider">What runs them.</param>
/// <param name="Type">What they are.</param>
/// <param name="Base">What they are made for.</param>
/// <param name="Status">Whether they are here.</param>
/// <param name="Tag">What people call them.</param>
/// <param name="Capability">What they can do.</param>
/// <param name="Folder">Where they lie.</param>
public sealed record FacetsDocument(
    IReadOnlyList<FacetCount> Provider,
    IReadOnlyList<FacetCount> Type,
    IReadOnlyList<FacetCount> Base,
    IReadOnlyList<FacetCount> Status,
    IReadOnlyList<FacetCount> Tag,
    IReadOnlyList<FacetCount> Capability,
    IReadOnlyList<FacetCount> Folder
)
{
    public static FacetsDocument Of(IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> counts) =>
        new(
            counts["provider"],
            counts["type"],
            counts["base"],
            counts["status"],
            counts["tag"],
            counts["capability"],
            counts["folder"]
        );
}
