using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What a blob holds. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<BlobType>))]
public readonly record struct BlobType(string Value) : IWord<BlobType>
{
    /// <summary>A picture.</summary>
    public static BlobType Image { get; } = new("image");

    /// <summary>A video.</summary>
    public static BlobType Video { get; } = new("video");

    /// <summary>A sound.</summary>
    public static BlobType Audio { get; } = new("audio");

    /// <summary>A three-dimensional model.</summary>
    public static BlobType Model3D { get; } = new("model3d");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<BlobType> Known { get; } = [Image, Video, Audio, Model3D];

    static BlobType IWord<BlobType>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(BlobType other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
