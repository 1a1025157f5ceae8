using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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
        var items = FollowAsync(
            transport.ApiUrl,
            path,
            address => transport.GetAsync(address, type, cancellationToken),
            PageParts.MetadataOf,
            page => PageParts.ItemsOf(page).Where(item => identity(item) is not { } key || seen.Add(key))
        );
        await foreach (var item in items.ConfigureAwait(false))
        {
            yield return item;
        }
    }

    /// <summary>Several lists one after another.</summary>
    public static async IAsyncEnumerable<T> JoinAsync<T>(
        IReadOnlyList<string> paths,
        Func<string, CancellationToken, IAsyncEnumerable<T>> list,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var path in paths)
        {
            await foreach (var item in list(path, cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }

    /// <summary>The same as <see cref="ItemsAsync"/>, each item as the JSON that came.</summary>
    public static async IAsyncEnumerable<JsonElement> JsonItemsAsync(
        CivitaiTransport transport,
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = new HashSet<string>();
        var items = FollowAsync(
            transport.ApiUrl,
            path,
            address => transport.GetJsonAsync(address, cancellationToken),
            PageParts.MetadataOf,
            page =>
                PageParts
                    .ItemsOf(page)
                    .Where(item => PageParts.Member(item, "id") is not { } id || seen.Add(id.GetRawText()))
        );
        await foreach (var item in items.ConfigureAwait(false))
        {
            yield return item;
        }
    }

    /// <summary>Asks for page after page; ends where the service names no next one, or one that was asked already.</summary>
    private static async IAsyncEnumerable<TItem> FollowAsync<TPage, TItem>(
        Uri apiUrl,
        string path,
        Func<string, Task<TPage>> get,
        Func<TPage, PageMetadata?> metadata,
        Func<TPage, IEnumerable<TItem>> newItems
    )
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var quiet = new QuietPages();
        for (string? address = path; address is not null && asked.Add(address); )
        {
            var page = await get(address).ConfigureAwait(false);
            var items = newItems(page).ToList();
            foreach (var item in items)
            {
                yield return item;
            }

            quiet.Count(items.Count > 0, address);
            address = NextAddress.After(apiUrl, address, metadata(page));
        }
    }
}
