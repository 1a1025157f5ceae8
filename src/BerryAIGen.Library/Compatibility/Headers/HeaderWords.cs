using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Library.Compatibility.Headers;

/// <summary>What headers of language models leave out or say in numbers; <c>definitions/headers.json</c>.</summary>
/// <param name="SchemaVersion">The form of the file; 1.</param>
/// <param name="WindowPatterns">By architecture: of so many layers in a row the last looks at everything.</param>
/// <param name="FileTypes">What a number of <c>general.file_type</c> is called.</param>
internal sealed record HeaderWords(
    int SchemaVersion,
    IReadOnlyDictionary<string, int> WindowPatterns,
    IReadOnlyDictionary<string, string> FileTypes
)
{
    private const string Resource = "definitions/headers.json";
    private static readonly Lazy<HeaderWords> Shipped = new(Load);

    public static HeaderWords Instance => Shipped.Value;

    private static HeaderWords Load()
    {
        using var stream = typeof(HeaderWords).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, HeaderJson.Default.HeaderWords)
            ?? throw new JsonException($"{Resource} holds null.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HeaderWords))]
internal sealed partial class HeaderJson : JsonSerializerContext;
