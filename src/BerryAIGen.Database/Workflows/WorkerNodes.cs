using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Settings;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>Tells the servers of a database which steps each of them does.</summary>
public sealed class WorkerNodes(LibraryDatabase database, WorkerCatalogue workers, TimeProvider time)
{
    private const string Prefix = "orchestrator/workers/";
    private const string MissingPrefix = "orchestrator/missing/";

    // One that starts again is back before its steps are refused.
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private static string Own => Prefix + JobNode.Current.Name;

    private static string OwnMissing => MissingPrefix + JobNode.Current.Name;

    /// <summary>Says what is done here, and learns what is done elsewhere.</summary>
    /// <returns>How many others there are.</returns>
    public async Task<int> ExchangeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch
        {
            // Whoever does not see the others does not know that they are gone.
            workers.Watch.Interrupt();
            throw;
        }
    }

    private async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = database.CreateContext();
        await SayAsync(
            context,
            Own,
            workers.Types.Select(type => KeyValuePair.Create(type, workers.GroupOf(type, null))),
            now,
            cancellationToken
        );
        await SayAsync(context, OwnMissing, workers.Missing, now, cancellationToken);
        var since = now - Believed;
        var others = await context
            .Settings.AsNoTracking()
            .Where(row => row.Key.StartsWith(Prefix) && row.Key != Own && row.UpdatedAt > since)
            .Select(row => row.Value)
            .ToListAsync(cancellationToken);
        workers.Elsewhere = others
            .SelectMany(value => JsonNode.Parse(value)!.AsObject())
            .DistinctBy(row => row.Key)
            .ToDictionary(row => row.Key, row => $"{row.Value}", StringComparer.Ordinal);
        workers.Watch.Look(now, [.. workers.Types, .. workers.Elsewhere.Keys]);
        var before = now - Forgotten;
        await context
            .Settings.Where(row => row.Key.StartsWith(Prefix) || row.Key.StartsWith(MissingPrefix))
            .Where(row => row.UpdatedAt < before)
            .ExecuteDeleteAsync(cancellationToken);
        workers.MissingElsewhere = await FindMissingAsync(context, cancellationToken);
        return others.Count;
    }

    // Of those that are gone, too: what they lacked is why nobody does it now.
    private static async Task<Dictionary<string, string>> FindMissingAsync(
        LibraryContext context,
        CancellationToken cancellationToken
    )
    {
        var told = await context
            .Settings.AsNoTracking()
            .Where(row => row.Key.StartsWith(MissingPrefix) && row.Key != OwnMissing)
            .OrderByDescending(row => row.UpdatedAt)
            .Select(row => row.Value)
            .ToListAsync(cancellationToken);
        return told.SelectMany(value => JsonNode.Parse(value)!.AsObject())
            .DistinctBy(row => row.Key)
            .ToDictionary(row => row.Key, row => $"{row.Value}", StringComparer.Ordinal);
    }

    private static async Task SayAsync(
        LibraryContext context,
        string key,
        IEnumerable<KeyValuePair<string, string>> said,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        var value = new JsonObject(
            said.Select(row => KeyValuePair.Create(row.Key, (JsonNode?)row.Value))
        ).ToJsonString();
        var known = await context
            .Settings.Where(row => row.Key == key)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Value, value).SetProperty(row => row.UpdatedAt, now),
                cancellationToken
            );
        if (known > 0)
            return;
        context.Settings.Add(
            new SettingRow
            {
                Key = key,
                Value = value,
                UpdatedAt = now,
            }
        );
        await context.SaveChangesAsync(cancellationToken);
    }
}
