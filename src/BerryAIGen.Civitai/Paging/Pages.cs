using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Paging;

/// <summary>Follows a list to its end: short pages go on, an address seen before ends it, an item comes once.</summary>
internal static class Pages
{
    /// <summary>All items of a list, page after page.</summary>
    public static async IAsyncEnumerable<T> ItemsAsync<T>(
        CivitaiTransport transport,
        string path,
        JsonTypeInfo<Results<T>> type,
        Func<T, object?> identity,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = new HashSet<object>();
        var pages = FollowAsync(
            transport.ApiUrl,
            path,
            address => transport.GetAsync(address, type, cancellationToken),
            page => page.Metadata
        );
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var item in page.Items)
            {
                if (identity(item) is not { } key || seen.Add(key))
                {
                    yield return item;
                }
            }
        }
    }

    /// <summary>The same, each item as the JSON that came.</summary>
    public static async IAsyncEnumerable<JsonElement> JsonItemsAsync(
        CivitaiTransport transport,
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = new HashSet<string>();
        var pages = FollowAsync(
            transport.ApiUrl,
            path,
            address => transport.GetJsonAsync(address, cancellationToken),
            page =>
                Member(page, "metadata") is { ValueKind: JsonValueKind.Object } metadata
                    ? LenientJson.Read(
                        JsonSerializer.SerializeToUtf8Bytes(metadata, CivitaiJson.Default.JsonElement),
                        CivitaiJson.Default.PageMetadata
                    )
                    : null
        );
        await foreach (var page in pages.ConfigureAwait(false))
        {
            if (Member(page, "items") is not { ValueKind: JsonValueKind.Array } items)
            {
                continue;
            }

            foreach (var item in items.EnumerateArray())
            {
                if (Member(item, "id") is not { } id || seen.Add(id.GetRawText()))
                {
                    yield return item;
                }
            }
        }
    }

    /// <summary>Asks for page after page; ends where the service names no next one, or one that was asked already.</summary>
    public static async IAsyncEnumerable<TPage> FollowAsync<TPage>(
        Uri apiUrl,
        string path,
        Func<string, Task<TPage>> get,
        Func<TPage, PageMetadata?> metadata
    )
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (string? address = path; address is not null && asked.Add(address); )
        {
            var page = await get(address).ConfigureAwait(false);
            yield return page;
            address = NextAddress.After(apiUrl, address, metadata(page));
        }
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;
}
