using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What a scan of a file found. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<ScanResult>))]
public readonly record struct ScanResult(string Value) : IWord<ScanResult>
{
    /// <summary>Not scanned yet.</summary>
    public static ScanResult Pending { get; } = new("Pending");

    /// <summary>Nothing bad found.</summary>
    public static ScanResult Success { get; } = new("Success");

    /// <summary>Something dangerous found.</summary>
    public static ScanResult Danger { get; } = new("Danger");

    /// <summary>The scan failed.</summary>
    public static ScanResult Error { get; } = new("Error");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ScanResult> Known { get; } = [Pending, Success, Danger, Error];

    static ScanResult IWord<ScanResult>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
