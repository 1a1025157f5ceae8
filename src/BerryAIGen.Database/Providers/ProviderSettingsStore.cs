using System.Text.Json;
using BerryAIGen.Database.Settings;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Providers;

/// <summary>The settings of providers: where each is, its key, the models chosen for it.</summary>
/// <param name="database">Keeps them under <c>provider/ID</c>.</param>
/// <param name="readVariable">One variable of the environment, for keys that stand there.</param>
/// <param name="time">Stamps changes.</param>
public sealed class ProviderSettingsStore(
    LibraryDatabase database,
    Func<string, string?> readVariable,
    TimeProvider time
)
{
    private const string Prefix = "provider/";
    private const int MostModels = 1000;

    public async Task<ProviderSettings> GetAsync(string provider, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context
            .Settings.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Key == Prefix + provider, cancellationToken);
        return Read(row);
    }

    /// <summary>Of every provider that has any.</summary>
    public async Task<IReadOnlyDictionary<string, ProviderSettings>> GetAllAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .Settings.AsNoTracking()
            .Where(row => row.Key.StartsWith(Prefix))
            .ToDictionaryAsync(row => row.Key[Prefix.Length..], Read, cancellationToken);
    }

    /// <summary>Changes what is named and leaves the rest. A key does not move on to another host.</summary>
    /// <param name="provider">Whose.</param>
    /// <param name="change">What is to change.</param>
    /// <param name="check">Gets what was set and what is to be set, and may refuse.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">The address is none, or the key has no address to go to.</exception>
    public async Task<ProviderSettings> ChangeAsync(
        ProviderDefinition provider,
        ProviderSettingsChange change,
        Func<ProviderSettings, ProviderSettings, Task> check,
        CancellationToken cancellationToken
    )
    {
        var key = Prefix + provider.Id;
        await using var context = database.CreateContext();
        var seen = Read(
            await context.Settings.AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancellationToken)
        );
        await check(seen, Apply(provider, seen, change));
        // The check may have asked the provider for a while: what others changed in the meantime stays.
        await using var turn = await context.LockSettingsAsync(key, cancellationToken);
        var row = await context.Settings.FirstOrDefaultAsync(row => row.Key == key, cancellationToken);
        var settings = Apply(provider, Read(row), change);
        if (row is null)
            context.Settings.Add(row = new SettingRow { Key = key, Value = "{}" });
        row.Value = JsonSerializer.Serialize(settings, ProviderSettingsJson.Default.ProviderSettings);
        row.UpdatedAt = time.GetUtcNow().UtcDateTime;
        await context.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
        return settings;
    }

    /// <summary>Where a provider is asked and with which key; null when nobody said so.</summary>
    public ProviderConnection? FindConnection(ProviderDefinition provider, ProviderSettings settings)
    {
        if (FindAddress(provider, settings) is not { } address)
            return null;
        return new ProviderConnection(address, FindKey(provider, settings, address));
    }

    private static Uri? FindAddress(ProviderDefinition provider, ProviderSettings settings)
    {
        if (settings.Address is { } configured)
            return new Uri(configured);
        // A cloud is where it always is; that a person gave a key for it says that it may be asked.
        return provider is { InferenceType: "cloud", Probe.DefaultUrl: { } usual } && settings.Key is not null
            ? usual
            : null;
    }

    private Secret? FindKey(ProviderDefinition provider, ProviderSettings settings, Uri address)
    {
        if (settings.Key is not null)
            return settings.KeyHost == HostOf(address) ? Secret.From(settings.Key, "the settings") : null;
        // The key of the environment is one for the provider's own host.
        return
            provider.Probe is { KeyVariable: { } variable, DefaultUrl: { } usual } && HostOf(usual) == HostOf(address)
            ? Secret.From(readVariable(variable), variable)
            : null;
    }

    private static ProviderSettings Apply(
        ProviderDefinition provider,
        ProviderSettings before,
        ProviderSettingsChange change
    )
    {
        var address =
            change.Address is null ? before.Address
            : change.Address.Value is { } text ? ProviderConnection.ReadAddress(text).AbsoluteUri
            : null;
        var settings = before with { Address = address, Models = Chosen(change.Models, before) };
        var target = address is null ? provider.Probe?.DefaultUrl : new Uri(address);
        if (change.Key is null)
            return settings.KeyHost is { } host && (target is null || host != HostOf(target))
                ? settings with
                {
                    Key = null,
                    KeyHost = null,
                }
                : settings;
        if (change.Key.Value is null)
            return settings with { Key = null, KeyHost = null };
        if (Secret.From(change.Key.Value, "the settings") is not { } secret || secret.Reveal().Any(char.IsControl))
            throw new LibraryException(FailureCode.Usage, "The key is empty, a placeholder, or holds line breaks.");
        return target is null
            ? throw new LibraryException(FailureCode.Usage, $"Give the address of {provider.Name} with its key.")
            : settings with
            {
                Key = secret.Reveal(),
                KeyHost = HostOf(target),
            };
    }

    private static IReadOnlyList<string> Chosen(Change<IReadOnlyList<string>>? change, ProviderSettings before)
    {
        if (change is null)
            return before.Models;
        var models = change.Value?.Distinct().ToArray() ?? [];
        return models.Length <= MostModels
            ? models
            : throw new LibraryException(FailureCode.Usage, $"At most {MostModels} models can be chosen.");
    }

    private static string HostOf(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static ProviderSettings Read(SettingRow? row) =>
        row is null
            ? new ProviderSettings()
            : JsonSerializer.Deserialize(row.Value, ProviderSettingsJson.Default.ProviderSettings)
                ?? new ProviderSettings();
}
