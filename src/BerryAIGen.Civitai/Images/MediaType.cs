using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What a picture address leads to. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<MediaType>))]
public readonly record struct MediaType(string Value) : IWord<MediaType>
{
    /// <summary>A still picture.</summary>
    public static MediaType Image { get; } = new("image");

    /// <summary>A video.</summary>
    public static MediaType Video { get; } = new("video");

    /// <summary>A sound.</summary>
    public static MediaType Audio { get; } = new("audio");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<MediaType> Known { get; } = [Image, Video, Audio];

    static MediaType IWord<MediaType>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
