namespace BerryAIGen.Database.Providers;

/// <summary>What of a provider's settings is to change; what is left out stays, what is null goes.</summary>
public sealed record ProviderSettingsChange
{
    public Change<string>? Address { get; init; }

    public Change<string>? Key { get; init; }

    public Change<IReadOnlyList<string>>? Models { get; init; }
}

/// <param name="Value">The new one; null takes the old one away.</param>
public sealed record Change<T>(T? Value)
    where T : class;
