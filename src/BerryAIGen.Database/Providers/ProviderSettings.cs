using System.Text.Json.Serialization;

namespace BerryAIGen.Database.Providers;

/// <summary>What a person set for a provider, as it lies in the table of settings.</summary>
public sealed record ProviderSettings
{
    /// <summary>Where it is; null when nobody said so.</summary>
    public string? Address { get; init; }

    /// <summary>Shown to nobody; goes to <see cref="KeyHost"/> alone.</summary>
    public string? Key { get; init; }

    /// <summary>Scheme, host and port that the key was given for.</summary>
    public string? KeyHost { get; init; }

    /// <summary>The models that a person wants to use with it, by their ids.</summary>
    public IReadOnlyList<string> Models
    {
        get;
        init => field = value ?? [];
    } = [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ProviderSettings))]
internal sealed partial class ProviderSettingsJson : JsonSerializerContext;
