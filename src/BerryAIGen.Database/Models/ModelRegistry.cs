using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Predefined;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models;

/// <summary>Writes what is known of models into the registry.</summary>
public sealed class ModelRegistry(LibraryDatabase database, ProviderCatalog providers, TimeProvider time)
{
    private const string PredefinedOrigin = "predefined";

    /// <summary>Offers the predefined models: adds those that are new, brings those nobody has up to date, leaves the rest.</summary>
    public Task OfferAsync(PredefinedModels models, MachineProfile machine, CancellationToken cancellationToken) =>
        // Several servers may start at once.
        WrittenByOther.RetryAsync(() => OfferOnceAsync(models, machine, cancellationToken));

    private async Task<int> OfferOnceAsync(
        PredefinedModels models,
        MachineProfile machine,
        CancellationToken cancellationToken
    )
    {
        string[] ids = [.. models.All.Select(model => model.Id)];
        await using var context = database.CreateContext();
        var known = await context
            .Registry.Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        foreach (var model in models.All)
        {
            if (!known.TryGetValue(model.Id, out var row))
            {
                row = new ModelRow
                {
                    Id = model.Id,
                    Name = model.Name,
                    CreatedAt = Now,
                };
                context.Registry.Add(row);
            }
            else if (row.Origin != PredefinedOrigin || row.Status != ModelStatus.Available)
                continue;

            Describe(row, model, machine);
        }

        return await context.SaveChangedAsync(Now, cancellationToken);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private void Describe(ModelRow row, PredefinedModel model, MachineProfile machine)
    {
        row.Call(model.Name, model.Description);
        row.Origin = PredefinedOrigin;
        row.Format = model.Format;
        row.Provider = BestProvider(model.ToFacts(), machine);
        row.Size = model.SizeBytes;
        row.Checksum = model.Sha256 is { } hash ? $"sha256:{hash}" : null;
        row.Sha256 = model.Sha256;
        row.DownloadUrl = model.Reference;
        row.Architecture = model.Metadata["architecture"]?.ToString();
        row.Metadata = model.Metadata.ToJsonString();
        row.Capabilities = new JsonArray([.. model.Capabilities.Select(word => JsonValue.Create(word))]).ToJsonString();
    }

    internal string BestProvider(ModelFacts facts, MachineProfile machine) =>
        CompatibilityScore.FindBest(facts, providers.All, machine);
}
