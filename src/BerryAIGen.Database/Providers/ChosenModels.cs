using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Providers;

/// <summary>Looks whether the models that a person chooses for a provider are any.</summary>
public sealed class ChosenModels(LibraryDatabase database, ProviderSettingsStore settings, ProviderProbing probing)
{
    /// <summary>Those of the library, those that the provider itself tells of, and those that were chosen before.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="before">What was set until now.</param>
    /// <param name="after">What is to be set.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such model; the message names it.</exception>
    public async Task CheckAsync(
        ProviderDefinition provider,
        ProviderSettings before,
        ProviderSettings after,
        CancellationToken cancellationToken
    )
    {
        var unknown = await FindUnknownAsync(provider, after.Models.Except(before.Models), cancellationToken);
        if (unknown.Length == 0)
            return;
        var health = await probing.AskAsync(provider, settings.FindConnection(provider, after), cancellationToken);
        unknown = [.. unknown.Except((health.Models ?? []).Select(model => model.Name))];
        if (unknown.Length > 0)
            throw new LibraryException(
                FailureCode.Usage,
                $"There is no model \"{unknown[0]}\" in the library, and {provider.Name} tells of none: give ids as GET /api/models/library lists them."
            );
    }

    private async Task<string[]> FindUnknownAsync(
        ProviderDefinition provider,
        IEnumerable<string> chosen,
        CancellationToken cancellationToken
    )
    {
        string[] ids = [.. chosen];
        if (ids.Length == 0)
            return [];
        // What it holds may be called as it calls it.
        string[] wanted = [.. ids, .. ids.Select(id => $"{provider.Id}/{id}")];
        await using var context = database.CreateContext();
        var known = await context
            .Registry.Where(row => wanted.Contains(row.Id))
            .Select(row => row.Id)
            .ToHashSetAsync(cancellationToken);
        return [.. ids.Where(id => !known.Contains(id) && !known.Contains($"{provider.Id}/{id}"))];
    }
}
