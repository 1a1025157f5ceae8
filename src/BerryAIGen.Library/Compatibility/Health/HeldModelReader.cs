using System.Globalization;
using System.Text.Json;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>Reads a provider's list of models by the members that its definition names.</summary>
internal static class HeldModelReader
{
    private const int MostModels = 10_000;
    private const int LongestName = 300;

    /// <summary>Null when the answer has no such list.</summary>
    public static IReadOnlyList<HeldModel>? Find(JsonElement answer, ProbeModels probe)
    {
        var list = probe.List is null ? answer : Member(answer, probe.List);
        return list is { ValueKind: JsonValueKind.Array } entries
            ? [.. entries.EnumerateArray().Take(MostModels).Select(entry => Read(entry, probe)).OfType<HeldModel>()]
            : null;
    }

    /// <summary>Dots go down; null when it is not there.</summary>
    public static JsonElement? Member(JsonElement value, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        }

        return value;
    }

    public static string? Text(JsonElement value, string? path) =>
        path is not null && Member(value, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static HeldModel? Read(JsonElement entry, ProbeModels probe)
    {
        var name =
            probe.Id is null && entry.ValueKind == JsonValueKind.String ? entry.GetString() : Text(entry, probe.Id);
        return name is not { Length: > 0 and <= LongestName } || name.Any(char.IsControl)
            ? null
            : new HeldModel(name)
            {
                SizeBytes = Number(entry, probe.Size),
                Sha256 = Hash(Text(entry, probe.Digest)),
                Architecture = Text(entry, probe.Architecture),
                Quantization = Text(entry, probe.Quantization),
                Parameters = Text(entry, probe.Parameters),
                ContextLength = Number(entry, probe.Context) is { } tokens and <= int.MaxValue ? (int)tokens : null,
            };
    }

    private static long? Number(JsonElement entry, string? path) =>
        path is not null
        && Member(entry, path) is { ValueKind: JsonValueKind.Number } number
        && number.TryGetInt64(out var value)
        && value >= 0
            ? value
            : null;

    /// <summary>Small hex digits without the kind before them; null for what is no SHA-256.</summary>
    public static string? Hash(string? text)
    {
        var digits = text?.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) == true ? text[7..] : text;
        return digits is { Length: 64 } && digits.All(char.IsAsciiHexDigit)
            ? digits.ToLower(CultureInfo.InvariantCulture)
            : null;
    }
}
