using System.ComponentModel;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>Which part of a list of models is wanted, as it stands in the address.</summary>
internal sealed record LibraryPage
{
    [Description(
        "name, size, provider, status, type, base, added, updated, used, downloaded, parameters or compatibility (how well what runs it best on this machine does). Of the last two, models of which nobody knows it go last, either way."
    )]
    public string? Sort { get; init; }

    [Description("asc or desc.")]
    public string? Order { get; init; }

    [Description("How many to leave out at the beginning.")]
    public int? Offset { get; init; }

    [Description("The most wanted, 1 to 1000; without it all.")]
    public int? Limit { get; init; }

    [Description("Only these members of each model, with commas between; id is always there.")]
    public string? Fields { get; init; }

    /// <summary>The part of what a filter lets through.</summary>
    /// <exception cref="LibraryException">A word is none of those that are allowed; the message names them.</exception>
    public ModelQuery Of(ModelQuery query) =>
        (
            query with
            {
                Order = LibraryFilter.One("sort", Sort, Enum.GetNames<ModelOrder>()) is { } order
                    ? Enum.Parse<ModelOrder>(order)
                    : ModelOrder.Name,
                IsDescending = LibraryFilter.One("order", Order, ["asc", "desc"]) == "desc",
                Offset = Offset ?? 0,
                Limit = Limit,
            }
        ).Check();
}
