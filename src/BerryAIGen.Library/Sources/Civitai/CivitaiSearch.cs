using System.Globalization;
using BerryAIGen.Civitai;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>Searches Civitai as <c>berry civitai search</c> does.</summary>
internal sealed class CivitaiSearch(CivitaiClient client, Uri site) : ISourceSearch
{
    private static readonly Dictionary<string, SortOrder?> Orders = new()
    {
        [SearchOrder.Rated] = SortOrder.HighestRated,
        [SearchOrder.Downloads] = SortOrder.MostDownloaded,
        [SearchOrder.Likes] = SortOrder.MostLiked,
        [SearchOrder.Discussed] = SortOrder.MostDiscussed,
        [SearchOrder.Collected] = SortOrder.MostCollected,
        [SearchOrder.Images] = SortOrder.MostImages,
        [SearchOrder.Newest] = SortOrder.Newest,
        [SearchOrder.Oldest] = SortOrder.Oldest,
    };

    private static readonly Dictionary<string, Period> Periods = new()
    {
        ["day"] = Period.Day,
        ["week"] = Period.Week,
        ["month"] = Period.Month,
        ["year"] = Period.Year,
        ["all"] = Period.AllTime,
    };

    public async Task<FoundPage> SearchAsync(SearchWish wish, string? cursor, CancellationToken cancellationToken)
    {
        try
        {
            var page = await client
                .Models.SearchPageAsync(
                    new ModelSearchParameters
                    {
                        Query = wish.Query,
                        ModelTypes = [.. wish.Types.Select(TypeOf)],
                        BaseModels = wish.BaseModels,
                        SortOrder = SearchOrder.Of<SortOrder?>("Civitai", wish.Sort, Orders),
                        Period = wish.Period is { } period ? Periods[period.ToLowerInvariant()] : null,
                        Tag = wish.Tag,
                        Username = wish.Creator,
                        // Who bounds the level wants mature ones up to there.
                        Nsfw = wish.Nsfw ?? (wish.MostLevel is { } most ? most > (int)MaturityLevels.PG : null),
                        Limit = wish.Limit,
                        Cursor = cursor,
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
            return new FoundPage(
                [
                    .. page
                        .Items.Where(model => CivitaiFound.Fits((int?)model.NsfwLevel, wish.MostLevel))
                        .Select(model => model.ToFound(site, wish.MostLevel)),
                ],
                page.Metadata?.NextCursor
            );
        }
        catch (CivitaiRequestException problem)
        {
            throw new LibraryException(CivitaiFailures.From(problem), problem);
        }
    }

    public async Task<FoundDetail> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            throw new LibraryException(FailureCode.Usage, $"Civitai calls models by numbers from 1, not \"{id}\".");
        try
        {
            return (await client.Models.GetAsync(number, cancellationToken).ConfigureAwait(false)).ToDetail(site);
        }
        catch (CivitaiRequestException problem)
        {
            throw new LibraryException(CivitaiFailures.From(problem, $"model {id}"), problem);
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
}
