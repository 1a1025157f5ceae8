using System.Globalization;
using BerryAIGen.Civitai;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>Searches Civitai as <c>berry civitai search</c> does.</summary>
internal sealed class CivitaiSearch(CivitaiClient client, Uri site) : ISourceSearch
{
    public async Task<FoundPage> SearchAsync(SearchWish wish, string? cursor, CancellationToken cancellationToken)
    {
        try
        {
            var page = await client
                .Models.SearchPageAsync(
                    new ModelSearchParameters
                    {
                        Query = wish.Query,
                        ModelTypes = wish.Type is { } type ? [TypeOf(type)] : [],
                        BaseModels = wish.BaseModel is { } name ? [name] : [],
                        Nsfw = wish.Nsfw,
                        Limit = wish.Limit,
                        Cursor = cursor,
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
            return new FoundPage([.. page.Items.Select(Describe)], page.Metadata?.NextCursor);
        }
        catch (CivitaiRequestException problem)
        {
            throw new LibraryException(CivitaiFailures.From(problem), problem);
        }
    }

    // A word that the service does not know is answered with everything.
    private static ModelType TypeOf(string word) =>
        ModelType.Known.Where(type => type.Value.Equals(word, StringComparison.OrdinalIgnoreCase)).ToArray()
            is [var type]
            ? type
            : throw new LibraryException(
                FailureCode.Usage,
                $"\"{word}\" is no type of Civitai; those are {string.Join(", ", ModelType.Known)}."
            );

    private FoundModel Describe(Model model)
    {
        var id = model.Id.ToString(CultureInfo.InvariantCulture);
        var newest = model.ModelVersions is [var first, ..] ? first : null;
        return new FoundModel
        {
            Source = CivitaiSource.SourceName,
            Id = id,
            Name = model.Name ?? id,
            Reference = id,
            Url = new Uri(site, $"/models/{id}"),
            Type = model.Type.Value,
            BaseModel = newest?.BaseModel,
            Creator = model.Creator?.Username,
            Downloads = model.Stats?.DownloadCount,
            Nsfw = model.Nsfw,
            UpdatedAt = newest?.PublishedAt ?? newest?.UpdatedAt,
            Tags = [.. model.Tags],
        };
    }
}
