using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Library.Identification.Rules;

/// <summary>How adapters name their tensors; <c>definitions/adapters.json</c>.</summary>
/// <param name="SchemaVersion">The form of the file; 1.</param>
/// <param name="Prefixes">What stands before a module, the longest first.</param>
/// <param name="Suffixes">What an adapter adds to a module's name.</param>
internal sealed record AdapterNames(
    int SchemaVersion,
    IReadOnlyList<AdapterPrefix> Prefixes,
    IReadOnlyList<AdapterSuffix> Suffixes
)
{
    // "base_model.model.transformer." is two of them.
    private const int MostPrefixes = 3;

    /// <summary>Reads a key's form from both ends.</summary>
    public AdapterSuffix? FindSuffix(ReadOnlySpan<char> form, out int prefix, out string part)
    {
        prefix = 0;
        part = "";
        foreach (var suffix in Suffixes)
        {
            if (!form.EndsWith(suffix.Suffix, StringComparison.Ordinal) || form.Length == suffix.Suffix.Length)
                continue;
            prefix = ReadPrefix(form[..^suffix.Suffix.Length], out part, out var isAdapter);
            if (!suffix.NeedsPrefix || isAdapter)
                return suffix;
        }

        prefix = 0;
        part = "";
        return null;
    }

    private int ReadPrefix(ReadOnlySpan<char> module, out string part, out bool isAdapter)
    {
        var length = 0;
        part = "";
        isAdapter = false;
        for (var round = 0; round < MostPrefixes; round++)
        {
            AdapterPrefix? found = null;
            foreach (var prefix in Prefixes)
            {
                if (
                    module[length..].StartsWith(prefix.Prefix, StringComparison.Ordinal)
                    && (found is null || prefix.Prefix.Length > found.Prefix.Length)
                )
                    found = prefix;
            }

            if (found is null)
                break;
            length += found.Prefix.Length;
            part = found.Part.Length > 0 ? found.Part : part;
            isAdapter |= found.IsAdapter;
        }

        return length;
    }
}

/// <summary>What stands before a module's name.</summary>
/// <param name="Prefix">As in <c>lora_te1_</c>.</param>
/// <param name="Part">Which model of several is meant; empty for the one that draws.</param>
/// <param name="IsAdapter">Whether only adapters have it.</param>
internal sealed record AdapterPrefix(string Prefix, string Part = "", bool IsAdapter = false);

/// <summary>What an adapter adds to a module's name.</summary>
/// <param name="Suffix">As in <c>.lora_down.weight</c>.</param>
/// <param name="Role">What its shape tells of the module's.</param>
/// <param name="NeedsPrefix">Whether it counts only behind an adapter's prefix, because other models have such names.</param>
internal sealed record AdapterSuffix(string Suffix, AdapterRole Role, bool NeedsPrefix = false);

/// <summary>What a tensor of an adapter tells of the weight it changes, <c>[out, in]</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdapterRole>))]
internal enum AdapterRole
{
    /// <summary>Nothing: a scale or a constant.</summary>
    None,

    /// <summary>Its columns are the inputs.</summary>
    Down,

    /// <summary>Its rows are the outputs.</summary>
    Up,

    /// <summary>It has the weight's own shape.</summary>
    Full,

    /// <summary>Its sizes are a factor of the weight's: LoKr's undivided parts.</summary>
    Factor,

    /// <summary>Its rows are a factor of the outputs.</summary>
    FactorUp,

    /// <summary>Its columns are a factor of the inputs.</summary>
    FactorDown,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true
)]
[JsonSerializable(typeof(AdapterNames))]
internal sealed partial class AdapterJson : JsonSerializerContext;
