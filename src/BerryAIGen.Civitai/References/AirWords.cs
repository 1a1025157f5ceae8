using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.References;

/// <summary>Civitai's words for AIRs: ecosystem per base model, type per model type. The tables are in <c>air.json</c>.</summary>
public static partial class AirWords
{
    private const string Unknown = "unknown";
    private static readonly Tables Loaded = Load();
    private static readonly FrozenDictionary<string, string> Ecosystems = Loaded
        .Ecosystems.SelectMany(row => row.Value.Select(baseModel => KeyValuePair.Create(baseModel, row.Key)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ecosystem that Civitai writes for a base model, null for a base model that is not known.</summary>
    public static string? FindEcosystem(string? baseModel) => Ecosystems.GetValueOrDefault(baseModel?.Trim() ?? "");

    /// <summary>The ecosystem of any base model: of an unknown one its letters and digits, <c>unknown</c> if it has none.</summary>
    /// <remarks>Civitai writes an unknown base model's text as it is; with a space or a dot no parser reads it again.</remarks>
    public static string EcosystemOf(string? baseModel)
    {
        if (FindEcosystem(baseModel) is { } known)
            return known;
        var letters = string.Concat((baseModel ?? "").Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return letters.Length > 0 ? letters : Unknown;
    }

    /// <summary>The AIR's type of a model type, <c>unknown</c> where there is none.</summary>
    /// <param name="modelType">The model's type, <c>LORA</c>.</param>
    /// <param name="fileType">The file's type; some outrank the model's.</param>
    public static string TypeOf(string? modelType, string? fileType = null) =>
        Loaded.FileTypes.GetValueOrDefault(fileType ?? "")
        ?? Loaded.Types.GetValueOrDefault(modelType ?? "")
        ?? Unknown;

    internal static bool IsFormat(string text) => Loaded.Formats.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static Tables Load()
    {
        using var stream = typeof(AirWords).Assembly.GetManifestResourceStream("air.json")!;
        return JsonSerializer.Deserialize(stream, TablesJson.Default.Tables)!;
    }

    internal sealed record Tables(
        Dictionary<string, string[]> Ecosystems,
        Dictionary<string, string> Types,
        Dictionary<string, string> FileTypes,
        string[] Formats
    );

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Tables))]
    internal sealed partial class TablesJson : JsonSerializerContext;
}
