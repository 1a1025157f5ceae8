using System.Text.Json.Nodes;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Predefined;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models;

/// <summary>Writes what is known of models into the registry.</summary>
public sealed class ModelRegistry(LibraryDatabase database, ProviderCatalog providers, TimeProvider time)
{
    /// <summary>Offers the predefined models: adds those that are new, brings those nobody has up to date, leaves the rest.</summary>
    public async Task OfferAsync(PredefinedModels models, MachineProfile machine, CancellationToken cancellationToken)
    {
        if (await OfferedModels.AreAsync(database, [.. models.All.Select(Described)], cancellationToken))
            return;
        // Several servers may start at once.
        await WrittenByOther.RetryAsync(() => OfferOnceAsync(models, machine, cancellationToken));

        ModelRow Described(PredefinedModel model)
        {
            var row = NewRow(model);
            Describe(row, model, machine);
            return row;
        }
    }

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
                row = NewRow(model);
                context.Registry.Add(row);
            }
            else if (!OfferedModels.IsOffer(row.Origin, row.Status))
                continue;

            Describe(row, model, machine);
        }

        return await context.SaveChangedAsync(Now, cancellationToken);
    }

    private ModelRow NewRow(PredefinedModel model) =>
        new()
        {
            Id = model.Id,
            Name = model.Name,
            CreatedAt = Now,
        };

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private void Describe(ModelRow row, PredefinedModel model, MachineProfile machine)
    {
        row.Call(model.Name, model.Description);
        row.Origin = OfferedModels.Origin;
        row.Format = model.Format;
        row.Provider = BestProvider(model.ToFacts(), machine);
        row.Size = model.SizeBytes;
        row.Checksum = model.Sha256 is { } hash ? $"sha256:{hash}" : null;
        row.Sha256 = model.Sha256;
        row.DownloadUrl = model.Reference;
        row.Architecture = model.Metadata["architecture"]?.ToString();
        row.Metadata = Kept(row.Metadata, model.Metadata);
        row.Capabilities = Kept(
            row.Capabilities,
            new JsonArray([.. model.Capabilities.Select(word => JsonValue.Create(word))])
        );
    }

    // What says the same already is no change.
    private static string Kept(string before, JsonNode now)
    {
        var text = now.ToJsonString();
        return OfferedModels.IsSame(before, text) ? before : text;
    }

    internal string BestProvider(ModelFacts facts, MachineProfile machine) =>
        CompatibilityScore.FindBest(facts, providers.All, machine);
}
