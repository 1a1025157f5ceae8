using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>The library, as the description prints it.</summary>
/// <param name="Models">The models that fit the filters; of a page those on it.</param>
/// <param name="TotalCount">How many fit.</param>
/// <param name="LocalCount">How many of those are here.</param>
/// <param name="AvailableCount">How many of those can be had.</param>
/// <param name="LibraryTotals">The same three of the whole library.</param>
public sealed record LibraryDocument(
    IReadOnlyList<ModelInfo> Models,
    int TotalCount,
    int LocalCount,
    int AvailableCount,
    ModelCounts LibraryTotals
)
{
    public static LibraryDocument Of(ModelPage<ModelInfo> page) =>
        new(page.Models, page.Counts.Total, page.Counts.Local, page.Counts.Available, page.Library);
}
