using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>How mature a picture is, in a word. An open list: words it does not know are kept.</summary>
/// <remarks>In queries a level means "up to"; <c>Blocked</c> means only those.</remarks>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<ImageMaturity>))]
public readonly record struct ImageMaturity(string Value) : IWord<ImageMaturity>
{
    /// <summary>For everybody, or unrated.</summary>
    public static ImageMaturity None { get; } = new("None");

    /// <summary>Slightly revealing.</summary>
    public static ImageMaturity Soft { get; } = new("Soft");

    /// <summary>Mature.</summary>
    public static ImageMaturity Mature { get; } = new("Mature");

    /// <summary>Explicit.</summary>
    public static ImageMaturity X { get; } = new("X");

    /// <summary>Blocked by the site.</summary>
    public static ImageMaturity Blocked { get; } = new("Blocked");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ImageMaturity> Known { get; } = [None, Soft, Mature, X, Blocked];

    static ImageMaturity IWord<ImageMaturity>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
