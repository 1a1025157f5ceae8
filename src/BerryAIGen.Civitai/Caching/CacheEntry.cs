using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Caching;

/// <summary>A kept answer; the body lies beside it.</summary>
/// <param name="Address">The whole address, compared on reading: a file name is only its hash.</param>
/// <param name="StoredAt">When the service gave or confirmed it.</param>
/// <param name="FreshUntil">Until when it may be used without asking.</param>
/// <param name="ETag">The validator, null when the service gave none.</param>
internal sealed record CacheEntry(string Address, DateTimeOffset StoredAt, DateTimeOffset FreshUntil, string? ETag)
{
    [JsonIgnore]
    public ReadOnlyMemory<byte> Body { get; init; }
}

[JsonSerializable(typeof(CacheEntry))]
internal sealed partial class CacheJson : JsonSerializerContext;
