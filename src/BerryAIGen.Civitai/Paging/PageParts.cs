using System.Text.Json;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Paging;

/// <summary>What following a list needs of a page; a page that hides it is an error, or the list would end too early.</summary>
internal static class PageParts
{
    private static readonly string[] Guides = ["nextCursor", "nextPage"];

    /// <exception cref="CivitaiInvalidReplyException">Something else than an array stands there.</exception>
    public static OpenList<T> ItemsOf<T>(Results<T> page) =>
        page.Unreadable is [{ Position: < 0 } other] ? throw Unreadable("$.items", other.Json) : page.Items;

    /// <inheritdoc cref="ItemsOf{T}(Results{T})" />
    public static IEnumerable<JsonElement> ItemsOf(JsonElement page) =>
        Member(page, "items") switch
        {
            null or { ValueKind: JsonValueKind.Null } => [],
            { ValueKind: JsonValueKind.Array } items => items.EnumerateArray(),
            { } other => throw Unreadable("$.items", other),
        };

    /// <exception cref="CivitaiInvalidReplyException">It, its cursor or its next page has an unexpected JSON type.</exception>
    public static PageMetadata? MetadataOf<T>(Results<T> page) =>
        page.UnknownMembers?.TryGetValue("metadata", out var other) is true
            ? throw Unreadable("$.metadata", other)
            : Checked(page.Metadata);

    /// <inheritdoc cref="MetadataOf{T}(Results{T})" />
    public static PageMetadata? MetadataOf(JsonElement page) =>
        Member(page, "metadata") switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.Object } metadata => Checked(
                LenientJson.Read(
                    JsonSerializer.SerializeToUtf8Bytes(metadata, CivitaiJson.Default.JsonElement),
                    CivitaiJson.Default.PageMetadata
                )
            ),
            { } other => throw Unreadable("$.metadata", other),
        };

    public static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    private static PageMetadata? Checked(PageMetadata? metadata)
    {
        foreach (var name in Guides)
        {
            if (metadata?.UnknownMembers?.TryGetValue(name, out var other) is true)
            {
                throw Unreadable($"$.metadata.{name}", other);
            }
        }

        return metadata;
    }

    private static CivitaiInvalidReplyException Unreadable(string field, JsonElement found) =>
        new(
            $"A page of the list has a value of unexpected type at {field}, so its end cannot be told. Try again later.",
            field,
            AddressSecrets.Mask(found.GetRawText())
        );
}
