using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Compatibility.Machines;

/// <summary>How fast graphics cards read their memory, by their makers' data sheets; <c>definitions/gpus.json</c>.</summary>
/// <param name="SchemaVersion">The form of the file; 1.</param>
/// <param name="GigabytesPerSecond">By what a driver's name of the card contains; of several the longest counts.</param>
internal sealed record GpuSpeeds(int SchemaVersion, IReadOnlyDictionary<string, double> GigabytesPerSecond)
{
    private const string Resource = "definitions/gpus.json";
    private const double Gigabyte = 1e9;
    private static readonly Lazy<GpuSpeeds> Shipped = new(Load);

    /// <summary>Bytes a second; null for a card that is not listed.</summary>
    public static double? Find(string name) =>
        Shipped
            .Value.GigabytesPerSecond.Where(card => Contains(name, card.Key))
            .OrderByDescending(card => card.Key.Length)
            .Select(card => (double?)card.Value * Gigabyte)
            .FirstOrDefault();

    // Cards of laptops bear the same numbers and are slower; whole words, because an A100 is no A10.
    private static bool Contains(string name, string card) =>
        name.Contains("laptop", StringComparison.OrdinalIgnoreCase)
            == card.Contains("laptop", StringComparison.OrdinalIgnoreCase)
        && Regex.IsMatch(
            name,
            $@"(?<!\w){Regex.Escape(card)}(?!\w)",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        );

    private static GpuSpeeds Load()
    {
        using var stream = typeof(GpuSpeeds).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, GpuSpeedsJson.Default.GpuSpeeds)
            ?? throw new JsonException($"{Resource} holds null.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GpuSpeeds))]
internal sealed partial class GpuSpeedsJson : JsonSerializerContext;
