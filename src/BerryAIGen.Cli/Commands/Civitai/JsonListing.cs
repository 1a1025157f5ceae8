using System.Text.Json;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>The wanted number of a list's items as Civitai sent them, and the metadata of the last page asked for.</summary>
internal sealed record JsonListing(IReadOnlyList<JsonElement> Items, JsonElement Metadata)
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    /// <summary>Asks page after page, each for no more than is still wanted, so that the last cursor skips nothing.</summary>
    /// <param name="limit">How many items are wanted.</param>
    /// <param name="pageSize">The most that one page may hold.</param>
    /// <param name="getPage">Asks for a number of items from a cursor on; the first call has no cursor.</param>
    public static async Task<JsonListing> ByCursorAsync(
        int limit,
        int pageSize,
        Func<int, string?, Task<JsonElement>> getPage
    )
    {
        var items = new List<JsonElement>();
        var ids = new HashSet<string>();
        var cursors = new HashSet<string>();
        string? cursor = null;
        while (true)
        {
            var page = await getPage(Math.Min(pageSize, limit - items.Count), cursor);
            items.AddRange(ItemsOf(page).Where(item => Id(item) is not { } id || ids.Add(id)));
            var metadata = Member(page, "metadata") ?? Nothing;
            cursor =
                Member(metadata, "nextCursor") is { } next && next.ToString() is { Length: > 0 } text ? text : null;
            if (cursor is null || items.Count >= limit || !cursors.Add(cursor))
            {
                // A service that sends more than it was asked for is cut to what was wanted.
                return new JsonListing([.. items.Take(limit)], metadata);
            }
        }
    }

    /// <summary>The same for lists that know pages only; a page shorter than it may be is the last one.</summary>
    public static async Task<JsonListing> ByPageAsync(
        int limit,
        int pageSize,
        int firstPage,
        Func<int, int, Task<JsonElement>> getPage
    )
    {
        var pages = (limit + pageSize - 1) / pageSize;
        var size = (limit + pages - 1) / pages;
        var items = new List<JsonElement>();
        for (var number = firstPage; ; number++)
        {
            var page = await getPage(size, number);
            var fresh = ItemsOf(page).ToList();
            items.AddRange(fresh);
            if (fresh.Count < size || items.Count >= limit)
            {
                return new JsonListing([.. items.Take(limit)], Member(page, "metadata") ?? Nothing);
            }
        }
    }

    private static JsonElement.ArrayEnumerator ItemsOf(JsonElement page) =>
        Member(page, "items") is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;

    private static string? Id(JsonElement item) => Member(item, "id")?.GetRawText();

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var member)
        && member.ValueKind != JsonValueKind.Null
            ? member
            : null;
}
