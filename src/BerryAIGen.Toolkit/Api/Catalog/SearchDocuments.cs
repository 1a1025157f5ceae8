using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <summary>A page of what the sources have.</summary>
/// <param name="Items">Those of the first source first, in its order.</param>
/// <param name="Sources">How each source answered.</param>
/// <param name="Metadata">Where the next page is.</param>
public sealed record SearchDocument(
    IReadOnlyList<FoundModelDocument> Items,
    IReadOnlyList<SearchedSourceDocument> Sources,
    SearchMetadata Metadata
)
{
    public static SearchDocument Of(
        SearchResults results,
        IReadOnlySet<string> here,
        Func<FoundPicture, bool> isShown
    ) =>
        new(
            [
                .. results.Items.Select(model =>
                    FoundModelDocument.Of(model, here.Contains(FoundModelDocument.GroupOf(model)), isShown)
                ),
            ],
            [
                .. results.Sources.Select(one => new SearchedSourceDocument(
                    one.Source,
                    one.Count,
                    one.Error is { } error ? ErrorDocument.From(error).Error : null
                )),
            ],
            new SearchMetadata(results.NextCursor)
        );
}

/// <param name="NextCursor">For <c>cursor</c>; absent when no source has more.</param>
public sealed record SearchMetadata(string? NextCursor);

/// <param name="Source">Its name.</param>
/// <param name="Count">How many of the items are from it.</param>
/// <param name="Error">Why it gave none; absent when it answered.</param>
public sealed record SearchedSourceDocument(string Source, int Count, ErrorBody? Error);

/// <param name="Source">Who has it.</param>
/// <param name="Id">What the source calls it.</param>
/// <param name="Name">For people.</param>
/// <param name="Reference">For <c>POST /api/models/download</c>, <c>/resolve</c> and <c>/plan</c>.</param>
/// <param name="Url">Its page.</param>
/// <param name="Type">In the source's words.</param>
/// <param name="BaseModel">In the source's words.</param>
/// <param name="Creator">Who offers it.</param>
/// <param name="Downloads">As the source counts them.</param>
/// <param name="Likes">As the source counts them.</param>
/// <param name="Comments">As the source counts them.</param>
/// <param name="Picture">The one to show first; absent when there is none that may be shown.</param>
/// <param name="InLibrary">Whether a file of it is here.</param>
/// <param name="VersionGroup">What its rows in the library share.</param>
/// <param name="Nsfw">Whether the source marks it as mature.</param>
/// <param name="Gated">Whether conditions must be accepted first.</param>
/// <param name="UpdatedAt">Seconds since 1970.</param>
/// <param name="Tags">Of the source.</param>
public sealed record FoundModelDocument(
    string Source,
    string Id,
    string Name,
    string Reference,
    string Url,
    string? Type,
    string? BaseModel,
    string? Creator,
    long? Downloads,
    long? Likes,
    long? Comments,
    FoundPictureDocument? Picture,
    bool InLibrary,
    string VersionGroup,
    bool? Nsfw,
    bool? Gated,
    double? UpdatedAt,
    IReadOnlyList<string> Tags
)
{
    internal static string GroupOf(FoundModel model) => $"{model.Source}:{model.Id}";

    public static FoundModelDocument Of(FoundModel model, bool isHere, Func<FoundPicture, bool> isShown) =>
        new(
            model.Source,
            model.Id,
            model.Name,
            model.Reference,
            model.Url.AbsoluteUri,
            model.Type,
            model.BaseModel,
            model.Creator,
            model.Downloads,
            model.Likes,
            model.Comments,
            model.Picture is { } picture && isShown(picture) ? FoundPictureDocument.Of(picture) : null,
            isHere,
            GroupOf(model),
            model.Nsfw,
            model.IsGated,
            model.UpdatedAt is { } at ? at.ToUnixTimeMilliseconds() / 1000.0 : null,
            model.Tags
        );
}
