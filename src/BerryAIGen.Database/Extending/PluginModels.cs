using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Extending;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Extending;

/// <summary>Offers what the sources of plug-ins have, as available models; what is here already, or a person spoke of, stays.</summary>
public sealed partial class PluginModels(
    LibraryDatabase database,
    Plugins plugins,
    ModelRegistry registry,
    RegistryFacts facts,
    MachineProfile machine,
    TimeProvider time
)
{
    /// <returns>The sources that failed, with the reason; the others are listed.</returns>
    public async Task<IReadOnlyList<string>> OfferAsync(CancellationToken cancellationToken)
    {
        List<string> problems = [];
        foreach (var source in plugins.Sources)
        {
            if (await OfferAsync(source, cancellationToken) is { } problem)
                problems.Add(problem);
        }

        return problems;
    }

    /// <returns>Why it cannot be listed; null when it is.</returns>
    internal async Task<string?> OfferAsync(IModelSource source, CancellationToken cancellationToken)
    {
        try
        {
            await ListAsync(source, cancellationToken);
            return null;
        }
        catch (Exception problem)
            when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Foreign code may throw anything, and costs only its own models.
            return $"The source \"{source.Name}\" cannot be listed: {problem.GetBaseException().Message}";
        }
    }

    private async Task ListAsync(IModelSource source, CancellationToken cancellationToken)
    {
        if (!Name().IsMatch(source.Name))
            throw new FormatException($"\"{source.Name}\" is no name: lower-case letters, digits and hyphens.");
        var models = await source.DiscoverAsync(cancellationToken);
        // Two rounds may offer the same models: this server's hourly one and that of another, or of whoever adds the source.
        await WrittenByOther.RetryAsync(() => WriteAsync(source, models, cancellationToken));
    }

    private async Task<int> WriteAsync(
        IModelSource source,
        IReadOnlyList<OfferedModel> models,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = await context
            .Registry.Where(row => row.Origin == source.Name)
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        foreach (var model in models.DistinctBy(model => model.Id))
        {
            var id = $"{source.Name}/{model.Id}";
            if (!rows.TryGetValue(id, out var row))
            {
                if (await context.Registry.AnyAsync(other => other.Id == id, cancellationToken))
                    continue;
                row = new ModelRow
                {
                    Id = id,
                    Name = model.Name,
                    Origin = source.Name,
                    CreatedAt = time.GetUtcNow().UtcDateTime,
                };
                context.Registry.Add(row);
            }
            else if (row.Status != ModelStatus.Available)
                continue;

            Describe(row, model);
            row.DownloadUrl =
                model.DownloadUrl ?? row.DownloadUrl ?? await source.GetDownloadUrlAsync(model.Id, cancellationToken);
        }

        var offered = models.Select(model => $"{source.Name}/{model.Id}").ToHashSet(StringComparer.Ordinal);
        context.Registry.RemoveRange(
            rows.Values.Where(row =>
                row.Status == ModelStatus.Available && !offered.Contains(row.Id) && !row.HasPersonsWords()
            )
        );
        return await context.SaveChangedAsync(time.GetUtcNow().UtcDateTime, cancellationToken);
    }

    private void Describe(ModelRow row, OfferedModel model)
    {
        row.Call(model.Name, model.Description);
        row.Format = model.Format;
        row.Size = model.SizeBytes;
        row.Sha256 = model.Sha256;
        row.Checksum = model.Sha256 is { } hash ? $"sha256:{hash}" : null;
        row.Capabilities = new JsonArray([.. model.Capabilities.Select(word => JsonValue.Create(word))]).ToJsonString();
        row.Provider = registry.BestProvider(facts.Of(row), machine);
    }

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    private static partial Regex Name();
}
