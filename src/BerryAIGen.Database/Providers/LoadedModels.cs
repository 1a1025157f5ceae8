using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Providers;

/// <summary>Asks the providers whether one of them has a model loaded right now.</summary>
public sealed class LoadedModels(ProviderCatalog providers, ProviderSettingsStore settings, ProviderProbing probing)
{
    /// <exception cref="LibraryException">A provider has it loaded; the message names it.</exception>
    internal async Task RequireIdleAsync(ModelRow row, string path, CancellationToken cancellationToken)
    {
        var configured = await settings.GetAllAsync(cancellationToken);
        var users = await Task.WhenAll(
            providers
                .All.Where(provider => provider.Probe?.Loaded.Count > 0 && configured.ContainsKey(provider.Id))
                .Select(provider => FindUserAsync(provider, configured[provider.Id], row, path, cancellationToken))
        );
        if (users.OfType<Failure>().FirstOrDefault() is { } used)
            throw new LibraryException(used);
    }

    private async Task<Failure?> FindUserAsync(
        ProviderDefinition provider,
        ProviderSettings configured,
        ModelRow row,
        string path,
        CancellationToken cancellationToken
    )
    {
        if (settings.FindConnection(provider, configured) is not { } connection)
            return null;
        var loaded = await probing.FindLoadedAsync(provider, connection, cancellationToken);
        return loaded.Any(model => model.Is(path, row.Sha256, OllamaImport.NameFor(row.Id)))
            ? new Failure(
                FailureCode.Conflict,
                $"\"{row.Id}\" is loaded in {provider.Name} at {connection.Address} right now; unload it there first.",
                IsRetryable: true
            )
            {
                ResolutionSteps =
                [
                    $"Unload the model in {provider.Name}, or stop {provider.Name}, and try again.",
                    "Add ?force=true, or \"force\": true to the body of an update or a rollback, to do it all the same; what is loaded may fail then.",
                ],
                Details = new Dictionary<string, string> { ["provider"] = provider.Id },
            }
            : null;
    }
}
