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

    // One that starts again is back before its steps are refused.
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private static string Own => Prefix + JobNode.Current.Name;

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
        await SayAsync(context, now, cancellationToken);
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
            .Settings.Where(row => row.Key.StartsWith(Prefix) && row.UpdatedAt < before)
            .ExecuteDeleteAsync(cancellationToken);
        return others.Count;
    }

    private async Task SayAsync(LibraryContext context, DateTime now, CancellationToken cancellationToken)
    {
        var value = new JsonObject(
            workers.Types.Select(type => KeyValuePair.Create(type, (JsonNode?)workers.GroupOf(type, null)))
        ).ToJsonString();
        var known = await context
            .Settings.Where(row => row.Key == Own)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Value, value).SetProperty(row => row.UpdatedAt, now),
                cancellationToken
            );
        if (known > 0)
            return;
        context.Settings.Add(
            new SettingRow
            {
                Key = Own,
                Value = value,
                UpdatedAt = now,
            }
        );
        await context.SaveChangesAsync(cancellationToken);
    }
}
