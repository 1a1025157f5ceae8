using System.Globalization;
using BerryAIGen.Civitai;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources.Civitai;
using BerryAIGen.Library.Versions.Checking;

namespace BerryAIGen.Library.Subscriptions;

/// <summary>Asks Civitai what there is of a creator, a tag, a search or a model, the newest first, with few questions.</summary>
public sealed class FollowedNews
{
    private const int PageSize = 100;

    // A thousand models: who follows more hears of what comes, and not of what was.
    private const int MostPages = 10;

    private readonly CivitaiClient _client;
    private readonly LibraryOptions _options;
    private readonly TimeProvider _time;

    internal FollowedNews(CivitaiClient client, LibraryOptions options, TimeProvider time) =>
        (_client, _options, _time) = (client, options, time);

    /// <summary>What is there now.</summary>
    /// <param name="thing">What is followed; checked.</param>
    /// <param name="isKnown">Whether a version was seen before: after a page of known ones there is nothing new.</param>
    /// <param name="cancellationToken">Stops before the next question.</param>
    /// <exception cref="LibraryException">The source did not say, or such questions are switched off.</exception>
    public async Task<FollowedLook> LookAsync(
        FollowedThing thing,
        Func<int, bool> isKnown,
        CancellationToken cancellationToken
    )
    {
        _options.Network.Switch?.CheckUpdates();
        return thing.Kind == FollowedThing.Model
            ? await LookAtModelAsync(thing, cancellationToken).ConfigureAwait(false)
            : await LookAtListAsync(thing, isKnown, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A version as it is now; null when the source has it no more.</summary>
    /// <exception cref="LibraryException">The source did not say.</exception>
    public async Task<FollowedVersion?> FindAsync(int modelId, int versionId, CancellationToken cancellationToken)
    {
        _options.Network.Switch?.CheckUpdates();
        var model = await AskModelAsync(modelId, cancellationToken).ConfigureAwait(false);
        var version = model.Versions.FirstOrDefault(one => one.Id == versionId);
        return model.GoneBecause is not null || version is null ? null : FollowedVersion.Of(version, _time.GetUtcNow());
    }

    private async Task<FollowedLook> LookAtModelAsync(FollowedThing thing, CancellationToken cancellationToken)
    {
        var id = int.Parse(thing.Value, CultureInfo.InvariantCulture);
        var model = await AskModelAsync(id, cancellationToken).ConfigureAwait(false);
        return model.GoneBecause is { } gone
            ? new FollowedLook([], IsWhole: false, gone)
            : new FollowedLook([.. Wanted(model.Versions, thing)], IsWhole: true, null);
    }

    private async Task<UpstreamModel> AskModelAsync(int id, CancellationToken cancellationToken)
    {
        var answers = await new UpstreamModels(_client).AskAsync([id], cancellationToken).ConfigureAwait(false);
        return answers[id].Failure is { } failure ? throw new LibraryException(failure) : answers[id];
    }

    private async Task<FollowedLook> LookAtListAsync(
        FollowedThing thing,
        Func<int, bool> isKnown,
        CancellationToken cancellationToken
    )
    {
        List<FollowedVersion> found = [];
        var wish = WishOf(thing);
        for (var number = 1; ; number++)
        {
            if (await AskPageAsync(wish, cancellationToken).ConfigureAwait(false) is not { } page)
                return Gone($"Civitai knows no creator \"{thing.Value}\"");
            var models = page.Items.Where(model => IsMeant(model, thing)).ToArray();
            // The service leaves out a tag that it does not know, and lists everything.
            if (number == 1 && page.Items.Count > 0 && models.Length == 0)
                return Gone($"Civitai knows no {thing.Kind} \"{thing.Value}\"");
            OfferedVersion[] versions = [.. models.SelectMany(model => model.ModelVersions, OfferedVersion.From)];
            found.AddRange(Wanted(versions, thing));
            if (page.Metadata?.NextCursor is not { Length: > 0 } cursor)
                return new FollowedLook(Distinct(found), IsWhole: true, null);
            // A search is in the order of what fits best, where new ones may stand anywhere.
            var isOld =
                thing.Kind != FollowedThing.Search
                && versions.Length > 0
                && versions.All(version => isKnown(version.Id) || !IsOfBase(version, thing));
            if (isOld || number == MostPages)
                return new FollowedLook(Distinct(found), IsWhole: false, null);
            wish.Cursor = cursor;
        }
    }

    // Null for a creator that is not there.
    private async Task<Results<Model>?> AskPageAsync(ModelSearchParameters wish, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.Models.SearchPageAsync(wish, cancellationToken).ConfigureAwait(false);
        }
        catch (CivitaiRequestException problem)
        {
            var failure = CivitaiFailures.From(problem, "the list of models");
            return wish.Username is not null && failure.Code == FailureCode.NotFound
                ? null
                : throw new LibraryException(failure, problem);
        }
    }

    private static ModelSearchParameters WishOf(FollowedThing thing) =>
        new()
        {
            Username = thing.Kind == FollowedThing.Creator ? thing.Value : null,
            Tag = thing.Kind == FollowedThing.Tag ? thing.Value : null,
            Query = thing.Kind == FollowedThing.Search ? thing.Value : null,
            SortOrder = thing.Kind == FollowedThing.Search ? null : SortOrder.Newest,
            ModelTypes = [.. thing.Types.Select(word => new ModelType(word))],
            BaseModels = thing.BaseModels,
            Nsfw = thing.Nsfw ? true : null,
            Limit = PageSize,
        };

    private static bool IsMeant(Model model, FollowedThing thing) =>
        thing.Kind != FollowedThing.Tag || model.Tags.Contains(thing.Value, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<FollowedVersion> Wanted(IEnumerable<OfferedVersion> versions, FollowedThing thing)
    {
        var now = _time.GetUtcNow();
        return versions
            .Where(version => IsOfBase(version, thing))
            .Where(version => thing.Types.Count == 0 || thing.Types.Contains(version.ModelType ?? ""))
            .Select(version => FollowedVersion.Of(version, now))
            .OfType<FollowedVersion>();
    }

    private static bool IsOfBase(OfferedVersion version, FollowedThing thing) =>
        thing.BaseModels.Count == 0
        || thing.BaseModels.Contains(version.BaseModel ?? "", StringComparer.OrdinalIgnoreCase);

    // A list that grows while it is read shows the same model on two pages.
    private static IReadOnlyList<FollowedVersion> Distinct(IEnumerable<FollowedVersion> found) =>
        [.. found.DistinctBy(version => version.VersionId)];

    private static FollowedLook Gone(string why) => new([], IsWhole: false, why);
}
