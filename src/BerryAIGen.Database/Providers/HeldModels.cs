using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Providers;

/// <summary>Lists in the registry what providers hold in stores of their own, and takes it out when they no longer do.</summary>
public sealed class HeldModels(LibraryDatabase database, TimeProvider time)
{
    /// <summary>A provider that does not answer may still have its models: they stay, marked.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>Brings the rows of a provider to what it answered.</summary>
    public async Task TakeOverAsync(
        ProviderDefinition provider,
        ProviderHealth health,
        CancellationToken cancellationToken
    )
    {
        // What a cloud offers is not here.
        if (provider.InferenceType != "local" || health is { State: ProviderState.NoServer, Models: null })
            return;
        await using var context = database.CreateContext();
        var rows = await context
            .Registry.Where(row => row.Origin == provider.Id)
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        if (health.State == ProviderState.NotConfigured)
            context.Registry.RemoveRange(rows.Values);
        else if (health is { HasFailed: false, Models: { } models })
            await TakeOverAsync(context, provider, rows, models, cancellationToken);
        else
            foreach (var row in rows.Values)
                row.StatusDetail = Unreachable;
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another server on the same database did the same at the same time; the next look finds what it left.
        }
    }

    private async Task TakeOverAsync(
        LibraryContext context,
        ProviderDefinition provider,
        Dictionary<string, ModelRow> rows,
        IReadOnlyList<HeldModel> models,
        CancellationToken cancellationToken
    )
    {
        var listed = await ListedNamesAsync(context, provider, cancellationToken);
        foreach (var model in models)
        {
            // A server that loads files of the library names them; they are listed already.
            if (listed.Contains(FileName(model.Path ?? model.Name)))
                continue;
            var id = $"{provider.Id}/{model.Name}";
            if (!rows.Remove(id, out var row))
            {
                if (await context.Registry.AnyAsync(other => other.Id == id, cancellationToken))
                    continue;
                row = new ModelRow
                {
                    Id = id,
                    Name = model.Path is null ? FileName(model.Name) : model.Name,
                    CreatedAt = Now,
                    Origin = provider.Id,
                    Capabilities = Words(provider.RequiredCapabilities),
                };
                context.Registry.Add(row);
            }

            Describe(row, provider, model);
        }

        context.Registry.RemoveRange(rows.Values);
        context.ChangeTracker.DetectChanges();
        foreach (var entry in context.ChangeTracker.Entries<ModelRow>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
                entry.Entity.UpdatedAt = Now;
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static async Task<HashSet<string>> ListedNamesAsync(
        LibraryContext context,
        ProviderDefinition provider,
        CancellationToken cancellationToken
    ) =>
        (
            await context
                .Registry.AsNoTracking()
                .Where(row => row.LocalPath != null && row.Origin != provider.Id)
                .Select(row => row.LocalPath!)
                .ToListAsync(cancellationToken)
        )
            .Select(FileName)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string Words(IEnumerable<string> words) =>
        new JsonArray([.. words.Select(word => JsonValue.Create(word))]).ToJsonString();

    // Servers on Windows name files with backslashes.
    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static void Describe(ModelRow row, ProviderDefinition provider, HeldModel model)
    {
        row.Provider = provider.Id;
        row.Status = ModelStatus.Local;
        row.StatusDetail = model.IsIncomplete ? "incomplete" : null;
        row.Size = model.SizeBytes;
        row.Sha256 = model.Sha256;
        row.Checksum = model.Sha256 is { } hash ? $"sha256:{hash}" : null;
        row.Architecture = model.Architecture;
        row.Format = provider.Formats[0];
        row.Description = $"Held by {provider.Name}";
        row.LocalPath = model.Path;
        var metadata = new JsonObject { ["held_by"] = provider.Id, ["held_as"] = model.Name };
        if (model.Architecture is { } architecture)
            metadata["architecture"] = architecture;
        if (model.Quantization is { } quantization)
            metadata["quantization"] = quantization;
        if (model.Parameters is { } parameters)
            metadata["parameters"] = parameters;
        if (model.ContextLength is { } context)
            metadata["context_length"] = context;
        row.Metadata = metadata.ToJsonString();
    }
}
