using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Keeping;
using BerryAIGen.Library;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Replacing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Versions;

/// <summary>
/// Brings models up to their newest versions, as a job, one after the other; it goes on where it was stopped. A model keeps
/// its id and what a person wrote of it.
/// </summary>
public sealed class UpdateJob(
    LibraryDatabase database,
    BerryLibrary library,
    MovableModels movable,
    RegistryIndex index,
    TimeProvider time
) : IJobKind
{
    public const string KindName = "update";

    private const string Followed = "updated";

    public string Name => KindName;

    /// <summary>The payload; without models all of which the last check found an update.</summary>
    /// <exception cref="LibraryException">One is no model of the library, or there is nothing to update.</exception>
    public async Task<string> PrepareAsync(UpdateOrder order, CancellationToken cancellationToken)
    {
        RequestOf(order, "").Check();
        await using var context = database.CreateContext();
        await UpdateReport.RequireKnownAsync(context, order.ModelIds, cancellationToken);
        if (order.ModelIds.Count == 0)
            order = order with { ModelIds = await WaitingAsync(context, order, cancellationToken) };
        if (order.ModelIds.Count == 0)
            throw new LibraryException(
                FailureCode.Conflict,
                "The last check found nothing to update; begin a check with POST /api/updates/check."
            );
        return JsonSerializer.Serialize(order, VersionsJson.Default.UpdateOrder);
    }

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize(run.Payload, VersionsJson.Default.UpdateOrder)!;
        var result = run.Place is { } told
            ? JsonSerializer.Deserialize(told, VersionsJson.Default.UpdateResult)!
            : new UpdateResult(0, [], 0, []);
        run.WithPlace = () => JsonSerializer.Serialize(Volatile.Read(ref result), VersionsJson.Default.UpdateResult);
        foreach (var id in order.ModelIds.Skip(result.Done))
        {
            UpdateResult next;
            try
            {
                next = await OneAsync(run, order, id, result, cancellationToken);
            }
            catch (LibraryException problem)
            {
                next = result with { Failed = [.. result.Failed, new FailedUpdate(id, problem.Message)] };
                await run.LogAsync($"{id}: {problem.Message}", "warning", cancellationToken);
            }

            Volatile.Write(ref result, next with { Done = result.Done + 1 });
            run.Report(result.Done / (double)order.ModelIds.Count);
        }

        // One that failed stops no other; when nothing else came of it, the job failed.
        if (result is { Updated.Count: 0, Skipped: 0, Failed: [var first, ..] })
        {
            // Who tries it again tries all of them.
            Volatile.Write(ref result, new UpdateResult(0, [], 0, []));
            throw new LibraryException(FailureCode.Failed, first.Reason);
        }

        return JsonSerializer.Serialize(result, VersionsJson.Default.UpdateResult);
    }

    private async Task<UpdateResult> OneAsync(
        JobRun run,
        UpdateOrder order,
        string id,
        UpdateResult result,
        CancellationToken cancellationToken
    )
    {
        string path;
        string? sha256;
        await using (var context = database.CreateContext())
        {
            (var row, path) = await movable.GetFileAsync(context, id, order.Force, cancellationToken);
            sha256 = row.Sha256;
        }

        // A run before this one was killed between the file and its row.
        if (!File.Exists(path) && Done(path) is { } before)
            return await FollowAsync(run, id, path, before.NewPath, before.Id, result);
        var request = RequestOf(order, path);
        // The library may know files whose folder has no record.
        if (sha256 is not null)
            request = request with { KnownHashes = new Dictionary<string, string> { [path] = sha256 } };
        var file = (await library.Updates.UpdateAsync(request, progress: null, cancellationToken)).Single();
        // Whoever stops the job wants it to go on here; what was done is written down first.
        if (file.State != UpdatedState.Updated)
            cancellationToken.ThrowIfCancellationRequested();
        if (file.Failure is { } failure)
            throw new LibraryException(failure);
        if (file.State == UpdatedState.Skipped)
            return result with { Skipped = result.Skipped + 1 };
        if (file.Reason is { } note)
            await run.LogAsync($"{id}: {note}", "info", CancellationToken.None);
        return await FollowAsync(run, id, path, file.NewPath!, file.Id, result);
    }

    private PastUpdate? Done(string path) =>
        library
            .Updates.List(root: null)
            .LastOrDefault(past => past.OldPath == path && !past.IsRolledBack && File.Exists(past.NewPath));

    // The files are where they are: the rows follow, whoever gives up waiting.
    private async Task<UpdateResult> FollowAsync(
        JobRun run,
        string id,
        string from,
        string to,
        string? update,
        UpdateResult result
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        // With the old version kept both are models.
        if (to == from || !File.Exists(from))
        {
            var details = new JsonObject
            {
                ["from"] = from,
                ["to"] = to,
                ["update"] = update,
            }.ToJsonString();
            await run.WriteAsync(
                (context, stop) => FollowedModel.MoveAsync(context, id, to, Followed, details, now, stop),
                CancellationToken.None
            );
        }
        else
        {
            await run.WriteAsync(
                (context, stop) => context.ModelUpdates.Where(row => row.ModelId == id).ExecuteDeleteAsync(stop),
                CancellationToken.None
            );
        }

        await index.RecordAsync(
            run,
            [to],
            File.Exists(from) && to != from ? KindName : RegistryIndex.Told,
            CancellationToken.None
        );
        return result with { Updated = [.. result.Updated, new UpdatedModel(id, to, update)] };
    }

    private static async Task<IReadOnlyList<string>> WaitingAsync(
        LibraryContext context,
        UpdateOrder order,
        CancellationToken cancellationToken
    )
    {
        List<string> states = [SnakeCase.Of(nameof(UpdateState.UpdateAvailable))];
        if (order.TakesEarlyAccess)
            states.Add(SnakeCase.Of(nameof(UpdateState.EarlyAccess)));
        if (order.TakesChanged)
            states.Add(SnakeCase.Of(nameof(UpdateState.ChangedUpstream)));
        return await context
            .ModelUpdates.Where(row => states.Contains(row.State))
            .Where(row => context.Registry.Any(model => model.Id == row.ModelId && model.LocalPath != null))
            .OrderBy(row => row.ModelId)
            .Select(row => row.ModelId)
            .ToListAsync(cancellationToken);
    }

    private static UpdateRequest RequestOf(UpdateOrder order, string path) =>
        new()
        {
            Paths = [path],
            Old = OldVersions.Parse(order.Old),
            KeepsName = order.KeepsName,
            TakesEarlyAccess = order.TakesEarlyAccess,
            TakesChanged = order.TakesChanged,
        };
}
