using System.Text.Json.Nodes;
using BerryAIGen.Database.Site;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>Asks Civitai for creators and tags that nothing here bears, and keeps what it says.</summary>
internal sealed class MirrorNames(
    ToolkitOptions options,
    SiteRecords records,
    ConfiguredSite site,
    MirrorQuestions questions
)
{
    private const int MostNames = 200;

    /// <summary>Whether some that fit are here now.</summary>
    public Task<bool> FetchCreatorsAsync(string query, CancellationToken cancellationToken) =>
        FetchAsync("creators", query, SiteRecordRow.Creator, "username", cancellationToken);

    /// <inheritdoc cref="FetchCreatorsAsync"/>
    public Task<bool> FetchTagsAsync(string query, CancellationToken cancellationToken) =>
        FetchAsync("tags", query, SiteRecordRow.Tag, "name", cancellationToken);

    private async Task<bool> FetchAsync(
        string list,
        string query,
        string kind,
        string member,
        CancellationToken cancellationToken
    )
    {
        var question = $"{list}?query={Uri.EscapeDataString(query)}";
        // What Civitai told may be nothing that fits here: then it is not asked again either.
        return options.Mirrors
            && query.Length > 0
            && await records.FindAskedAsync(question, cancellationToken) is null
            && await questions.OnceAsync(question, AskAsync, cancellationToken);

        async Task<bool> AskAsync(CancellationToken stop)
        {
            var answer = await site.AskAsync($"{question}&limit={MostNames}", stop);
            var items = (answer?["items"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Where(item => item[member] is JsonValue)
                .GroupBy(item => item[member]!.ToString())
                .ToDictionary(group => group.Key, group => group.First());
            return items.Count > 0
                && await records.KeepAsync(kind, items, question, new SiteAsked(null), modelId: null, stop);
        }
    }
}
