using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Site;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>
/// Asks Civitai for the models of a list by words (a search, a tag, a creator), page by page as the client reads on, and
/// keeps those that are not here.
/// </summary>
internal sealed class MirrorLists(
    ToolkitOptions options,
    SiteRecords records,
    SiteKeeper keeper,
    ConfiguredSite site,
    MirrorQuestions questions
)
{
    /// <summary>Whether a search may grow while it is read.</summary>
    public bool KeepsArrival => options.Mirrors;

    /// <summary>Asks for the first page of it when nobody did lately; whether Civitai may have more than is here.</summary>
    public async Task<bool> BeginAsync(SiteListQuery query, CancellationToken cancellationToken)
    {
        if (!options.Mirrors || query.Question is not { } question || questions.IsMissing(question))
            return false;
        return await records.FindAskedAsync(question, cancellationToken) is { } asked
            ? asked.Cursor is not null
            : await FetchMoreAsync(query, cancellationToken);
    }

    /// <summary>Asks for the next page of it; whether there may be more still.</summary>
    public async Task<bool> FetchMoreAsync(SiteListQuery query, CancellationToken cancellationToken) =>
        query.Question is { } question
        && await questions.OnceAsync(question, stop => AskAsync(query, question, stop), cancellationToken)
        && await records.FindAskedAsync(question, cancellationToken) is { Cursor: not null };

    private async Task<bool> AskAsync(SiteListQuery query, string question, CancellationToken cancellationToken)
    {
        var before = await records.FindAskedAsync(question, cancellationToken);
        if (before is { Cursor: null })
            return true;
        var cursor = before is null ? "" : $"&cursor={Uri.EscapeDataString(before.Cursor)}";
        JsonObject? answer;
        try
        {
            answer = await site.AskAsync($"{question}&limit={ConfiguredSite.MostModels}{cursor}", cancellationToken);
        }
        catch (LibraryException)
        {
            // What is here can be listed at once; nobody waits again for one that does not answer.
            questions.RememberMissing(question);
            throw;
        }

        var items = (answer?["items"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        var isTold = query.Tag is not { } tag || items.Any(item => Has(item, tag));
        if (answer is null || !isTold)
            return false;
        await KeepAsync(items, cancellationToken);
        var next = items.Length == 0 ? null : (answer["metadata"] as JsonObject)?["nextCursor"]?.ToString();
        return await records.KeepAskedAsync(question, new SiteAsked(next), cancellationToken);
    }

    // What is here already was told by itself, of which a list leaves out some; the order is Civitai's.
    private async Task KeepAsync(JsonObject[] items, CancellationToken cancellationToken)
    {
        var byId = items
            .Where(item => item["id"] is JsonValue id && id.TryGetValue<int>(out _))
            .DistinctBy(item => item["id"]!.GetValue<int>())
            .ToDictionary(item => item["id"]!.GetValue<int>());
        var missing = (await keeper.FindMissingAsync([.. byId.Keys], cancellationToken)).ToHashSet();
        foreach (var item in byId.Where(item => missing.Contains(item.Key)).Select(item => item.Value))
            await keeper.KeepModelAsync(item, cancellationToken);
    }

    // A tag that Civitai does not know is passed over there: then the list is of everything.
    private static bool Has(JsonObject model, string tag) =>
        (model["tags"] as JsonArray ?? []).Any(one =>
            string.Compare(one?.ToString(), tag, CultureInfo.InvariantCulture, CompareOptions.IgnoreCase) == 0
        );
}
