using System.Text.Json;
using BerryAIGen.Database.Resources;
using BerryAIGen.Generation.Coverage;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Coverage;

/// <summary>Brings the three tables of coverage up to the definitions and the library; only rows that are others are written.</summary>
internal static class CoverageWriter
{
    /// <summary>The two tables that are made of the definitions alone.</summary>
    public static async Task WriteAsync(
        LibraryContext context,
        CoverageRules rules,
        CancellationToken cancellationToken
    )
    {
        var checkpoints = await context.EcosystemCheckpoints.ToDictionaryAsync(row => row.VersionId, cancellationToken);
        foreach (var wanted in rules.Checkpoints)
        {
            if (!checkpoints.Remove(wanted.VersionId, out var row))
            {
                row = new EcosystemCheckpointRow
                {
                    VersionId = wanted.VersionId,
                    Name = wanted.Name,
                    Ecosystem = wanted.Ecosystem,
                };
                context.EcosystemCheckpoints.Add(row);
            }

            (row.Name, row.Ecosystem) = (wanted.Name, wanted.Ecosystem);
            (row.ModelId, row.IsDefault) = (wanted.ModelId, wanted.IsDefault);
        }

        context.EcosystemCheckpoints.RemoveRange(checkpoints.Values);
        var models = await context.GenerationBaseModels.ToDictionaryAsync(row => row.BaseModel, cancellationToken);
        foreach (var wanted in rules.BaseModels)
        {
            var types = string.Join('\n', wanted.Types);
            if (!models.Remove(wanted.BaseModel, out var row))
            {
                row = new GenerationBaseModelRow
                {
                    BaseModel = wanted.BaseModel,
                    Ecosystem = wanted.Ecosystem,
                    Types = types,
                };
                context.GenerationBaseModels.Add(row);
            }

            (row.Ecosystem, row.Types) = (wanted.Ecosystem, types);
        }

        context.GenerationBaseModels.RemoveRange(models.Values);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Rows of the table of the library's models.</summary>
    public static async Task WriteAsync(
        LibraryDatabase database,
        CoverageRules rules,
        IReadOnlyList<KnownResource> known,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var ids = known.Select(resource => resource.Id).ToArray();
        var before = await context
            .GenerationCoverage.AsNoTracking()
            .Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        foreach (var resource in known)
        {
            var row = RowOf(rules, resource);
            if (!before.TryGetValue(resource.Id, out var old))
                context.Entry(row).State = EntityState.Added;
            else if (!IsSame(old, row))
                context.Entry(row).State = EntityState.Modified;
        }

        await context.SaveChangesAsync(cancellationToken);
        await RateAsync(context, known, ids, cancellationToken);
    }

    // The level of its picture stands in a model's own row too, so that a list of all of them need not look here.
    private static async Task RateAsync(
        LibraryContext context,
        IReadOnlyList<KnownResource> known,
        string[] ids,
        CancellationToken cancellationToken
    )
    {
        var before = await context
            .Registry.Where(row => ids.Contains(row.Id))
            .Select(row => new { row.Id, row.PreviewLevel })
            .ToDictionaryAsync(row => row.Id, row => row.PreviewLevel, cancellationToken);
        var changed = known
            .Select(resource => (resource.Id, Level: PreviewLevels.LevelOf(resource.Facts)))
            .Where(one => before.TryGetValue(one.Id, out var old) && old != one.Level)
            .GroupBy(one => one.Level, one => one.Id);
        foreach (var group in changed)
        {
            string[] rows = [.. group];
            await context
                .Registry.Where(row => rows.Contains(row.Id))
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.PreviewLevel, group.Key), cancellationToken);
        }
    }

    /// <summary>Takes out the rows of models that are gone.</summary>
    public static async Task RemoveGoneAsync(LibraryContext context, CancellationToken cancellationToken) =>
        await context
            .GenerationCoverage.Where(row => !context.Registry.Any(model => model.Id == row.Id))
            .ExecuteDeleteAsync(cancellationToken);

    private static GenerationCoverageRow RowOf(CoverageRules rules, KnownResource known)
    {
        var (facts, site) = (known.Facts, known.Facts.Site);
        var (verdict, place) = (rules.Judge(facts), rules.Place(facts));
        return new GenerationCoverageRow
        {
            Id = known.Id,
            VersionId = facts.VersionId,
            ModelId = facts.ModelId,
            Type = place.Type,
            BaseModel = place.BaseModel,
            Ecosystem = place.Ecosystem,
            AtCivitai = verdict.Civitai.CanGenerate,
            AtHome = verdict.Own.CanGenerate,
            Verdict = JsonSerializer.Serialize(verdict, CoverageJson.Default.CoverageVerdict),
            Facts = JsonSerializer.Serialize(facts, CoverageJson.Default.ResourceFacts),
            CheckpointType = site?.CheckpointType,
            Creator = site?.Creator ?? known.Creator,
            Tags = Lines(site?.Tags ?? []),
            Formats = Lines([
                .. new[] { known.Format }.Concat(site?.Files.Select(file => file.Format) ?? []).OfType<string>(),
            ]),
            Hashes = Lines([.. known.Hashes, .. site?.Files.SelectMany(file => file.Hashes) ?? []]),
            NsfwLevel = site?.NsfwLevel ?? 0,
            Status = site?.Status,
            Availability = site?.Availability,
            IsRealPerson = site?.IsRealPerson ?? false,
            IsMinor = site?.IsMinor ?? false,
            CannotPromote = site?.CannotPromote ?? false,
            PublishedAt = site?.PublishedAt?.UtcDateTime,
            LastVersionAt = site?.LastVersionAt?.ToUnixTimeSeconds(),
        };
    }

    // The rest follows from the facts.
    private static bool IsSame(GenerationCoverageRow old, GenerationCoverageRow row) =>
        old.Facts == row.Facts
        && old.Verdict == row.Verdict
        && (old.Ecosystem, old.Type, old.BaseModel) == (row.Ecosystem, row.Type, row.BaseModel)
        && (old.Creator, old.Tags, old.Formats, old.Hashes) == (row.Creator, row.Tags, row.Formats, row.Hashes);

    private static string Lines(IReadOnlyList<string> words) =>
        words.Count == 0 ? "" : $"\n{string.Join('\n', words.Select(WordLine.Of).Distinct(StringComparer.Ordinal))}\n";
}
