using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Site;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Site.Images;

/// <summary>Asks Civitai for pictures of what a client names, page by page as the client reads on, and keeps them.</summary>
internal sealed class MirrorImages(
    ToolkitOptions options,
    SiteRecords records,
    ConfiguredSite site,
    MirrorQuestions questions
)
{
    private const int MostImages = 200;
    private const int EveryLevel = 31;

    /// <summary>Whether Civitai may have more of it than is here.</summary>
    public async Task<bool> StateAsync(SiteImageQuery query, CancellationToken cancellationToken) =>
        options.Mirrors
        && query.Question is { } asked
        && !questions.IsMissing(Key(query, asked))
        && await records.FindAskedAsync(Key(query, asked), cancellationToken) is null or { Cursor: not null };

    /// <summary>Asks for the next page of it; whether there may be more still.</summary>
    public async Task<bool> FetchMoreAsync(SiteImageQuery query, CancellationToken cancellationToken) =>
        query.Question is { } question
        && await questions.OnceAsync(Key(query, question), stop => AskAsync(query, question, stop), cancellationToken)
        && await StateAsync(query, cancellationToken);

    private async Task<bool> AskAsync(SiteImageQuery query, string question, CancellationToken cancellationToken)
    {
        var key = Key(query, question);
        var before = await records.FindAskedAsync(key, cancellationToken);
        if (before is { Cursor: null })
            return true;
        var order = query.ImageId is null ? $"&sort={Uri.EscapeDataString(query.Order)}" : "";
        var cursor = before is null ? "" : $"&cursor={Uri.EscapeDataString(before.Cursor)}";
        var answer = await site.AskAsync(
            $"images?{question}{order}&limit={MostImages}&browsingLevel={EveryLevel}&withMeta=true&flatMeta=true&withTags=true{cursor}",
            cancellationToken
        );
        Dictionary<string, JsonObject> items = new(StringComparer.Ordinal);
        foreach (var image in (answer?["items"] as JsonArray ?? []).OfType<JsonObject>())
            // Who asks for one picture may be told of others.
            if (
                image["id"] is JsonValue value
                && value.TryGetValue<int>(out var id)
                && (query.ImageId is null || query.ImageId == id)
            )
                items[id.ToString(CultureInfo.InvariantCulture)] = image;
        if (before is null && items.Count == 0)
            return false;
        await records.KeepAsync(
            SiteRecordRow.Image,
            items,
            key,
            // A page of nothing new leads nowhere.
            new SiteAsked(items.Count == 0 ? null : (answer?["metadata"] as JsonObject)?["nextCursor"]?.ToString()),
            query.VersionId is null && query.ImageId is null ? query.ModelId : null,
            cancellationToken
        );
        return true;
    }

    private static string Key(SiteImageQuery query, string question) =>
        query.ImageId is null ? $"images?{question}&sort={query.Order}" : $"images?{question}";
}
