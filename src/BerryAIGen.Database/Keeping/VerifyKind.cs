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
public sealed record VerifyResult(int Checked, IReadOnlyList<WrongModel> Wrong);

/// <summary>A model that is not what was recorded.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Path">Where it is or should be.</param>
/// <param name="State">What was found, as one word.</param>
/// <param name="Reason">What differs, in one sentence.</param>
public sealed record WrongModel(string ModelId, string Path, string State, string? Reason);

/// <summary>Compares models with their record, as a job: reading takes as long as the disk needs.</summary>
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

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var order =
            JsonSerializer.Deserialize(run.Payload, KeepingJson.Default.VerifyOrder) ?? new VerifyOrder([], false);
        var models = await PathsAsync(order, cancellationToken);
        List<WrongModel> wrong = [];
        var done = 0;
        foreach (var (id, path, recorded) in models)
        {
            var file = await CheckAsync(path, order.IsQuick, cancellationToken);
            if (file.State == CheckState.Unrecorded && !order.IsQuick)
                file = await CompareAsync(file, recorded, cancellationToken);
            if (file.IsWrong)
                wrong.Add(new WrongModel(id, path, Word(file.State), file.Reason));
            await WriteAsync(id, path, file, cancellationToken);
            run.Report(++done / (double)models.Count);
        }

        return JsonSerializer.Serialize(new VerifyResult(models.Count, wrong), KeepingJson.Default.VerifyResult);
    }

    private async Task<IReadOnlyList<(string Id, string Path, string? Sha256)>> PathsAsync(
        VerifyOrder order,
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
        // Of a folder that is one model: the worst of its files.
        return files.FirstOrDefault(file => file.IsWrong) ?? files[0];
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

    private async Task WriteAsync(string id, string path, CheckedFile file, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        if (await context.Registry.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row)
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
        context.Note(row, file.IsWrong ? "found wrong" : "verified", time.GetUtcNow().UtcDateTime);
        await context.SaveChangesAsync(cancellationToken);
    }

    private static string Word(CheckState state) => SnakeCase.Of(state.ToString());
}
