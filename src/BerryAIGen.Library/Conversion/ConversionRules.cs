using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.IO.Tensors;
using BerryAIGen.Library.Identification.Rules;

namespace BerryAIGen.Library.Conversion;

/// <summary>What a conversion knows of tensors by their names; <c>definitions/conversion.json</c>.</summary>
/// <param name="SchemaVersion">The form of the file; 1.</param>
/// <param name="Quantised">Tensors that only quantised models have.</param>
/// <param name="Averages">How trainers name the average of the weights over time.</param>
/// <param name="Tied">Second names that loaders make themselves.</param>
internal sealed record ConversionRules(
    int SchemaVersion,
    IReadOnlyList<QuantisedMark> Quantised,
    IReadOnlyList<AverageNames> Averages,
    IReadOnlyList<TiedNames> Tied
)
{
    private const string Resource = "definitions/conversion.json";

    public static ConversionRules Load()
    {
        using var stream = typeof(ConversionRules).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, ConversionJson.Default.ConversionRules)
            ?? throw new JsonException($"{Resource} holds null.");
    }

    /// <summary>Scales, tables and packed values, by name.</summary>
    public IReadOnlyList<string> FindQuantised(IEnumerable<SourceTensor> tensors) =>
        [.. tensors.Where(tensor => Quantised.Any(mark => mark.Fits(tensor))).Select(tensor => tensor.Name)];
}

/// <param name="Key">Whole names, with <c>*</c> for any text.</param>
/// <param name="Dtype">The element types; null for all.</param>
internal sealed record QuantisedMark(IReadOnlyList<string> Key, IReadOnlyList<string>? Dtype = null)
{
    public bool Fits(SourceTensor tensor) =>
        Dtype?.Contains(tensor.Dtype) != false && Key.Any(glob => Skeletons.Fits(tensor.Name, glob));
}

/// <param name="Prefix">What stands before the average of a weight.</param>
/// <param name="Of">What stands before the weight itself.</param>
/// <param name="Counters">What trainers keep beside the averages.</param>
internal sealed record AverageNames(string Prefix, IReadOnlyList<string> Of, IReadOnlyList<string>? Counters = null);

/// <param name="Kept">The end of the name that every loader asks for.</param>
/// <param name="Second">The ends of the names that loaders make of it.</param>
internal sealed record TiedNames(string Kept, IReadOnlyList<string> Second)
{
    /// <summary>The name that stands for a second one; null when it is none.</summary>
    public string? FindKept(string name) =>
        Second.FirstOrDefault(end => name == end || name.EndsWith($".{end}", StringComparison.Ordinal)) is { } second
            ? string.Concat(name.AsSpan(0, name.Length - second.Length), Kept)
            : null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true
)]
[JsonSerializable(typeof(ConversionRules))]
internal sealed partial class ConversionJson : JsonSerializerContext;
