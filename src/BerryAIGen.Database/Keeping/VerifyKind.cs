using System.Collections.Immutable;
using System.Text.Json;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library;
using BerryAIGen.Library.Keeping.Checks;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Keeping;

/// <summary>What a verification reads.</summary>
/// <param name="ModelIds">The models; empty for all that are here.</param>
/// <param name="IsQuick">Sizes, times and headers only.</param>
public sealed record VerifyOrder(IReadOnlyList<string> ModelIds, bool IsQuick);

/// <summary>What came of a verification.</summary>
/// <param name="Checked">How many were looked at.</param>
/// <param name="Wrong">Those that a person has to do something about.</param>
/// <param name="Unverified">Those that there is nothing to compare with: nobody says that they are right.</param>
public sealed record VerifyResult(int Checked, IReadOnlyList<WrongModel> Wrong, IReadOnlyList<string> Unverified);

/// <summary>A model that is not what was recorded.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Path">Where it is or should be.</param>
/// <param name="State">What was found, as one word.</param>
/// <param name="Reason">What differs, in one sentence.</param>
public sealed record WrongModel(string ModelId, string Path, string State, string? Reason);

/// <summary>How far a verification came.</summary>
/// <param name="After">The path that was looked at last; they are looked at in order.</param>
/// <param name="Checked">How many were looked at.</param>
/// <param name="Wrong">Those of them that are wrong.</param>
internal sealed record VerifyPlace(string? After, int Checked, ImmutableList<WrongModel> Wrong)
{
    /// <summary>Those that there is nothing to compare with.</summary>
    public ImmutableList<string> Unverified
    {
        get => field ?? [];
        init;
    }
}

/// <summary>
/// Compares models with their record, as a job: reading takes as long as the disk needs. Each verdict is written on its own,
/// and a run that was stopped goes on after the last one.
/// </summary>
public sealed class VerifyKind(LibraryDatabase database, BerryLibrary library, TimeProvider time) : IJobKind
{
    public const string KindName = "verify";

    private static readonly string[] Elsewhere =
    [
        StatusDetails.Quarantined,
        StatusDetails.Trashed,
        StatusDetails.Unreachable,
    ];

    public string Name => KindName;

    /// <summary>The payload of a job that verifies these.</summary>
    public static string Payload(VerifyOrder order) => JsonSerializer.Serialize(order, KeepingJson.Default.VerifyOrder);

    /// <summary>The payload, when all of them are models of the library.</summary>
    /// <exception cref="LibraryException">One is not; the message names it.</exception>
    public async Task<string> PrepareAsync(VerifyOrder order, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var known = await context
            .Registry.Where(row => order.ModelIds.Contains(row.Id))
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        return order.ModelIds.Except(known).FirstOrDefault() is { } stranger
            ? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{stranger}\" in the library.")
            : Payload(order);
    }

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var order =
            JsonSerializer.Deserialize(run.Payload, KeepingJson.Default.VerifyOrder) ?? new VerifyOrder([], false);
        var place = run.Place is { } told
            ? JsonSerializer.Deserialize(told, KeepingJson.Default.VerifyPlace)!
            : new VerifyPlace(null, 0, []);
        // Read by the sign of life while the next file is read.
        run.WithPlace = () => JsonSerializer.Serialize(Volatile.Read(ref place), KeepingJson.Default.VerifyPlace);
        var models = await PathsAsync(order, place.After, cancellationToken);
        var all = place.Checked + models.Count;
        foreach (var (id, path, recorded) in models)
        {
            var file = await CheckAsync(path, order.IsQuick, cancellationToken);
            if (file.State == CheckState.Unrecorded && !order.IsQuick)
                file = await CompareAsync(file, recorded, cancellationToken);
            await run.WriteAsync((context, stop) => WriteAsync(context, id, path, file, stop), cancellationToken);
            var wrong = file.IsWrong
                ? place.Wrong.Add(new WrongModel(id, path, Word(file.State), file.Reason))
                : place.Wrong;
            var unverified = IsUnverified(file) ? place.Unverified.Add(id) : place.Unverified;
            Volatile.Write(ref place, new VerifyPlace(path, place.Checked + 1, wrong) { Unverified = unverified });
            run.Report(place.Checked / (double)all);
        }

        return JsonSerializer.Serialize(
            new VerifyResult(all, place.Wrong, place.Unverified),
            KeepingJson.Default.VerifyResult
        );
    }

    // A folder of which nothing was written down, or a file that a quick look did not read.
    private static bool IsUnverified(CheckedFile file) => file.State == CheckState.Unrecorded;

    private async Task<IReadOnlyList<(string Id, string Path, string? Sha256)>> PathsAsync(
        VerifyOrder order,
        string? after,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        // What was put away is not at its place, and what is on a drive that is away cannot be read.
        var rows = context
            .Registry.Where(row => row.LocalPath != null)
            .Where(row => row.StatusDetail == null || !Elsewhere.Contains(row.StatusDetail));
        if (order.ModelIds.Count > 0)
            rows = rows.Where(row => order.ModelIds.Contains(row.Id));
        if (after is not null)
            rows = rows.Where(row => string.Compare(row.LocalPath, after) > 0);
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

    private async Task<CheckedFile> CheckAsync(string path, bool quick, CancellationToken cancellationToken)
    {
        var files = await library.Keeping.CheckAsync(
            new CheckRequest { Paths = [path], IsQuick = quick },
            reading: null,
            downloading: null,
            cancellationToken
        );
        if (files.FirstOrDefault(file => file.IsWrong) is { } wrong)
            return wrong;
        if (!Directory.Exists(path))
            return files[0];
        // A folder is as right as the worst of its files, and no file's hash is its own.
        return files.Count > 0 && files.All(file => file.State != CheckState.Unrecorded)
            ? files[0] with
            {
                Path = path,
                Sha256 = null,
            }
            : new CheckedFile(path, CheckState.Unrecorded);
    }

    // No journal knows the file: the library's own hash is what it must have, or becomes it.
    private static async Task<CheckedFile> CompareAsync(
        CheckedFile file,
        string? recorded,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists(file.Path))
            return file;
        var hashes = await FileHashing.ComputeAsync(file.Path, HashKinds.Sha256, progress: null, cancellationToken);
        return recorded is null || recorded == hashes.Sha256
            ? file with
            {
                State = CheckState.Ok,
                Sha256 = hashes.Sha256,
            }
            : file with
            {
                State = CheckState.Changed,
                Sha256 = hashes.Sha256,
                Reason = "its bytes are others than recorded",
            };
    }

    private async Task WriteAsync(
        LibraryContext context,
        string id,
        string path,
        CheckedFile file,
        CancellationToken cancellationToken
    )
    {
        if (!(await LockedModels.ReadAsync(context, [id], cancellationToken)).TryGetValue(id, out var row))
            return;
        // Moved, deleted or put away while it was read: what was found is of a file that is no more there.
        if (row.LocalPath != path || Elsewhere.Contains(row.StatusDetail))
            return;
        if (file.IsWrong)
            (row.Status, row.StatusDetail) = (
                ModelStatus.Error,
                file.State == CheckState.Missing ? StatusDetails.Missing : StatusDetails.Broken
            );
        else if (row is { Status: ModelStatus.Error, StatusDetail: StatusDetails.Broken or StatusDetails.Missing })
            (row.Status, row.StatusDetail) = (ModelStatus.Local, null);
        if (!file.IsWrong && file.Sha256 is { } hash)
            (row.Sha256, row.AutoV2, row.Checksum) = (hash, hash[..10], $"sha256:{hash}");
        var what =
            file.IsWrong ? "found wrong"
            : IsUnverified(file) ? "not verified"
            : "verified";
        context.Note(row, what, time.GetUtcNow().UtcDateTime);
    }

    private static string Word(CheckState state) => SnakeCase.Of(state.ToString());
}
