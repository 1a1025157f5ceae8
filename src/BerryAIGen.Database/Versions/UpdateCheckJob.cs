using System.Text.Json;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Versions.Checking;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Versions;

/// <summary>Asks the sources for newer versions of the library's models, as a job; what is new since the last time is notified.</summary>
public sealed class UpdateCheckJob(LibraryDatabase database, BerryLibrary library, TimeProvider time) : IJobKind
{
    public const string KindName = "update_check";

    private const int RowsAtOnce = 500;

    private static readonly string[] Elsewhere =
    [
        StatusDetails.Quarantined,
        StatusDetails.Trashed,
        StatusDetails.Unreachable,
        StatusDetails.Missing,
    ];

    public string Name => KindName;

    /// <summary>The payload, when all of them are models of the library.</summary>
    /// <exception cref="LibraryException">One is not; the message names it.</exception>
    public async Task<string> PrepareAsync(CheckOrder order, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await UpdateReport.RequireKnownAsync(context, order.ModelIds, cancellationToken);
        return JsonSerializer.Serialize(order, VersionsJson.Default.CheckOrder);
    }

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var order =
            JsonSerializer.Deserialize(run.Payload, VersionsJson.Default.CheckOrder) ?? new CheckOrder([], false);
        var models = await ModelsAsync(order, cancellationToken);
        var question = new UpdateQuestion
        {
            Paths = [.. models.Select(model => model.Path)],
            KnownHashes = models
                .Where(model => model.Sha256 is not null)
                .ToDictionary(model => model.Path, model => model.Sha256!),
            AsksForGone = order.AsksForGone,
        };
        // No models is not the default folder.
        var findings =
            models.Count == 0 ? [] : await library.Updates.CheckAsync(question, reading: null, cancellationToken);
        var byPath = findings.ToDictionary(finding => finding.Path, StringComparer.Ordinal);
        var (written, notified) = (0, 0);
        foreach (var piece in models.Where(model => byPath.ContainsKey(model.Path)).Chunk(RowsAtOnce))
        {
            (string, UpdateFinding)[] found = [.. piece.Select(model => (model.Id, byPath[model.Path]))];
            notified += await WrittenByOther.RetryAsync(() => WriteAsync(run, found, cancellationToken));
            run.Report((written += piece.Length) / (double)models.Count);
        }

        if (order.ModelIds.Count == 0)
            await WrittenByOther.RetryAsync(() => run.WriteAsync(ForgetAsync, cancellationToken));
        string[] problems = [.. findings.Select(finding => finding.Failure?.Message).OfType<string>().Distinct()];
        if (problems.Length > 0)
            await run.LogAsync(problems, "warning", cancellationToken);
        // A source that is down for every model is a failure, and not a report without news.
        if (findings.Count > 0 && findings.All(finding => finding.State == UpdateState.Failed))
            throw new LibraryException(findings[0].Failure!);
        var counts = findings
            .GroupBy(finding => SnakeCase.Of(finding.State.ToString()))
            .ToDictionary(group => group.Key, group => group.Count());
        return JsonSerializer.Serialize(
            new CheckResult(findings.Count, counts, notified),
            VersionsJson.Default.CheckResult
        );
    }

    private async Task<IReadOnlyList<(string Id, string Path, string? Sha256)>> ModelsAsync(
        CheckOrder order,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = context
            .Registry.Where(row => row.LocalPath != null)
            .Where(row => row.StatusDetail == null || !Elsewhere.Contains(row.StatusDetail));
        if (order.ModelIds.Count > 0)
            rows = rows.Where(row => order.ModelIds.Contains(row.Id));
        var found = await rows.OrderBy(row => row.LocalPath)
            .Select(row => new
            {
                row.Id,
                row.LocalPath,
                row.Sha256,
            })
            .ToListAsync(cancellationToken);
        return [.. found.Select(row => (row.Id, row.LocalPath!, row.Sha256))];
    }

    private async Task<int> WriteAsync(
        JobRun run,
        IReadOnlyList<(string Id, UpdateFinding Finding)> findings,
        CancellationToken cancellationToken
    )
    {
        var notified = 0;
        await run.WriteAsync(
            async (context, stop) => notified = await WriteAsync(context, findings, stop),
            cancellationToken
        );
        return notified;
    }

    private async Task<int> WriteAsync(
        LibraryContext context,
        IReadOnlyList<(string Id, UpdateFinding Finding)> findings,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ids = findings.Select(one => one.Id).ToArray();
        // Of several checks at once each reads what the one before it wrote.
        await LockedModels.ReadAsync(context, ids, cancellationToken);
        var known = await context
            .ModelUpdates.Where(row => ids.Contains(row.ModelId))
            .ToDictionaryAsync(row => row.ModelId, cancellationToken);
        List<NotificationRow> news = [];
        foreach (var (id, finding) in findings)
        {
            known.TryGetValue(id, out var row);
            // That nobody could be asked says nothing new; the last good answer stays.
            if (finding.State == UpdateState.Failed && row is not null)
                continue;
            if (UpdateNews.Of(id, row, finding, now) is { } notification)
                news.Add(notification);
            UpdateReport.Write(context, row, id, finding, now);
        }

        await context.SaveChangesAsync(cancellationToken);
        await Notifications.AddAsync(context, news, cancellationToken);
        return news.Count;
    }

    // Models that are not in the library any more have no updates.
    private static Task ForgetAsync(LibraryContext context, CancellationToken cancellationToken) =>
        context
            .ModelUpdates.Where(row =>
                !context.Registry.Any(model => model.Id == row.ModelId && model.LocalPath != null)
            )
            .ExecuteDeleteAsync(cancellationToken);
}
