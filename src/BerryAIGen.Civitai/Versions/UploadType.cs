using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>How a version came to the site. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<UploadType>))]
public readonly record struct UploadType(string Value) : IWord<UploadType>
{
    /// <summary>Uploaded by its creator.</summary>
    public static UploadType Created { get; } = new("Created");

    /// <summary>Trained on the site.</summary>
    public static UploadType Trained { get; } = new("Trained");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<UploadType> Known { get; } = [Created, Trained];

    static UploadType IWord<UploadType>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
