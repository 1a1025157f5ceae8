using System.Security.Cryptography;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>Files of the orchestrator: bytes on disk by their hash, and a row for each that says whose they are.</summary>
public sealed partial class BlobStore(
    LibraryDatabase database,
    BerryLibrary library,
    WorkflowLimits limits,
    TimeProvider time
)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private string Root =>
        Path.Combine(
            library.Options.DataFolder
                ?? throw new LibraryException(
                    FailureCode.Disk,
                    "There is no folder for what is made: set XDG_DATA_HOME or HOME."
                ),
            "orchestrator"
        );

    /// <summary>A folder for one piece of work; what an earlier try of it left is gone.</summary>
    public string OpenWork(string name, int attempt)
    {
        var work = Path.Combine(Root, "work");
        Directory.CreateDirectory(work);
        foreach (var left in Directory.EnumerateDirectories(work, $"{name}-*"))
            CloseWork(left);
        return Directory.CreateDirectory(Path.Combine(work, $"{name}-{attempt}")).FullName;
    }

    /// <summary>Where a step remembers its parts, over all tries of it, for as long as it may be tried.</summary>
    internal string PartsOf(WorkflowStepRow step) =>
        Path.Combine(Root, "work", StepParts.NameOf(step.WorkflowId, step.Position));

    /// <summary>Removes such a folder; nothing below it is a folder.</summary>
    public static void CloseWork(string folder)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder))
                File.Delete(file);
            Directory.Delete(folder);
        }
        catch (DirectoryNotFoundException)
        {
            // Another try of the same work was first.
        }
    }

    /// <summary>Puts a file where files of its bytes lie; the row that makes it a blob is the caller's to save.</summary>
    public async Task<BlobRow> KeepAsync(MadeFile file, BlobOrigin origin, CancellationToken cancellationToken)
    {
        var size = new FileInfo(file.Path).Length;
        if (size == 0 || size > limits.BlobBytes)
            throw size == 0
                ? new MachineFaultException("What was made is empty; submit it again.")
                : new LibraryException(
                    FailureCode.Usage,
                    $"What was made has {size >> 20} MiB; {limits.BlobBytes >> 20} are kept."
                );
        string sha256;
        await using (var stream = File.OpenRead(file.Path))
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        var now = Now;
        Place(file.Path, PathOf(sha256), size, now);
        return new BlobRow
        {
            Id = $"{Guid.CreateVersion7(time.GetUtcNow()):N}{file.Kind.Ending}",
            Owner = origin.Owner,
            Sha256 = sha256,
            SizeBytes = size,
            MediaType = file.Kind.MediaType,
            Type = file.Kind.BlobType,
            FileName = file.FileName,
            Width = file.Width,
            Height = file.Height,
            WorkflowId = origin.WorkflowId,
            JobId = origin.JobId,
            CreatedAt = now,
            ExpiresAt = now + limits.Kept,
        };
    }

    /// <summary>Takes what somebody sends.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="mediaType">What they are said to be.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    /// <exception cref="LibraryException">It is too long, or not what it is said to be.</exception>
    public async Task<BlobRow> ReceiveAsync(
        string owner,
        Stream body,
        MediaKind mediaType,
        CancellationToken cancellationToken
    )
    {
        var work = OpenWork($"upload.{Guid.NewGuid():N}", 1);
        try
        {
            var path = Path.Combine(work, "body");
            await MediaIntake.CopyAsync(body, path, limits.BlobBytes, cancellationToken);
            var file = await MediaIntake.NameAsync(path, cancellationToken);
            if (file.Kind != mediaType)
                throw new LibraryException(
                    FailureCode.Verification,
                    $"The bytes are {file.Kind.MediaType}, and not {mediaType.MediaType} as the request says."
                );
            var row = await KeepAsync(
                new MadeFile(file.Path, file.Kind),
                new BlobOrigin(owner, null, null),
                cancellationToken
            );
            await using var context = database.CreateContext();
            context.Blobs.Add(row);
            await context.SaveChangesAsync(cancellationToken);
            return row;
        }
        finally
        {
            CloseWork(work);
        }
    }

    /// <summary>A blob whose bytes are here; null when there is none, or not any more.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="owner">Who asks; null when an address was signed for it.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public async Task<BlobRow?> FindAsync(string id, string? owner, CancellationToken cancellationToken)
    {
        var now = Now;
        await using var context = database.CreateContext();
        var row = await context
            .Blobs.AsNoTracking()
            .FirstOrDefaultAsync(
                blob => blob.Id == id && blob.ExpiresAt > now && (owner == null || blob.Owner == owner),
                cancellationToken
            );
        return row is not null && File.Exists(PathOf(row.Sha256)) ? row : null;
    }

    /// <summary>Lets a blob live as long as a new one; null when there is none.</summary>
    public async Task<BlobRow?> RefreshAsync(string id, string owner, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, owner, cancellationToken) is not { } row)
            return null;
        row.ExpiresAt = Now + limits.Kept;
        await using var context = database.CreateContext();
        await context
            .Blobs.Where(blob => blob.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(blob => blob.ExpiresAt, row.ExpiresAt), cancellationToken);
        return row;
    }

    /// <summary>Where the bytes of a blob lie.</summary>
    public string PathOf(BlobRow row) => PathOf(row.Sha256);

    private string PathOf(string sha256) => Path.Combine(Root, "blobs", sha256[..2], sha256);

    /// <summary>Whether the bytes of a blob are here, and whole as far as their length tells.</summary>
    internal bool HasBytes(BlobRow row) =>
        new FileInfo(PathOf(row)) is { Exists: true } file && file.Length == row.SizeBytes;

    /// <summary>When a blob that is kept now ends.</summary>
    internal DateTime EndOfNew => Now + limits.Kept;

    // Bytes of one hash are one file, whoever is first. Their time is that of whoever kept them last: a row follows, and
    // until then the time alone says that they are wanted.
    private static void Place(string from, string to, long size, DateTime now)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        try
        {
            if (!File.Exists(to))
                File.Move(from, to, overwrite: false);
        }
        catch (IOException) when (File.Exists(to))
        {
            // Somebody else kept the same bytes in this moment.
        }

        File.SetLastWriteTimeUtc(to, now);

        if (new FileInfo(to).Length != size)
            throw new LibraryException(
                FailureCode.Disk,
                $"{to} is damaged: it has {new FileInfo(to).Length} bytes instead of {size}. Remove it, and do the step again."
            );
    }
}

/// <summary>Whose a blob is, and which work made it.</summary>
public sealed record BlobOrigin(string Owner, string? WorkflowId, string? JobId);
