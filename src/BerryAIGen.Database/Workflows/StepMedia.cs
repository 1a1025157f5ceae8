using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Workflows;

/// <summary>What steps take and make: files of this server by their address or id, all others from outside.</summary>
public sealed class StepMedia(
    BlobStore blobs,
    BerryLibrary library,
    OrchestratorSecret secret,
    WorkflowLimits limits,
    TimeProvider time
)
{
    private const string ContentPath = "/v2/consumer/blobs/content/";
    private const string BlobPath = "/v2/consumer/blobs/";

    /// <summary>A folder for one try of a step; disposing of it removes it.</summary>
    /// <param name="workflow">Whose step it is.</param>
    /// <param name="step">With the job that does it.</param>
    /// <param name="attempt">Which try.</param>
    /// <param name="made">Gets the rows of what it makes; they count only with its success.</param>
    internal Desk Open(WorkflowRow workflow, WorkflowStepRow step, int attempt, List<BlobRow> made) =>
        new(
            this,
            workflow,
            step.JobId!,
            blobs.OpenWork(step.JobId!, attempt),
            new StepParts(blobs.PartsOf(step), blobs),
            made
        );

    /// <summary>Removes what was remembered of the parts of a step that is done.</summary>
    internal void ForgetParts(WorkflowStepRow step) => BlobStore.CloseWork(blobs.PartsOf(step));

    /// <summary>How other steps of a workflow are read by one that refers to them: nothing is hidden from it.</summary>
    internal async Task<WorkflowDocuments> DocumentsAsync(WorkflowRow workflow, CancellationToken cancellationToken) =>
        new(await secret.GetAsync(cancellationToken), workflow.BaseAddress, hidesMature: false, time.GetUtcNow())
        {
            HidesNothing = true,
        };

    private async Task<MediaFile> FetchAsync(
        string source,
        WorkflowRow workflow,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var own = await FindOwnAsync(source, workflow, cancellationToken);
        if (own is null)
            return await MediaIntake.FetchAsync(library, source, folder, limits.BlobBytes, cancellationToken);
        if (StepWork.RoomIn(folder, limits.WorkBytes) < own.SizeBytes)
            throw StepWork.NoRoom(limits.WorkBytes);
        // A copy: a tool that goes wrong damages nothing that is kept.
        var path = Path.Combine(folder, $"in-{Guid.NewGuid():N}");
        File.Copy(blobs.PathOf(own), path);
        return await NameAsync(own, path, cancellationToken);
    }

    private static async Task<MediaFile> NameAsync(BlobRow row, string path, CancellationToken cancellationToken)
    {
        if (row.Type != "archive")
            return await MediaIntake.NameAsync(path, cancellationToken);
        var kind = row.MediaType == MediaKind.Tar.MediaType ? MediaKind.Tar : MediaKind.Zip;
        File.Move(path, path + kind.Ending);
        return new MediaFile(path + kind.Ending, kind);
    }

    // Null for what is somewhere else; what should be here and is not, is told.
    private async Task<BlobRow?> FindOwnAsync(string source, WorkflowRow workflow, CancellationToken cancellationToken)
    {
        if (source.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return null;
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address))
            return MediaIntake.IsBlobId(source) ? await GetAsync(source, workflow.Owner, cancellationToken) : null;
        var path = address.AbsolutePath;
        if (path.StartsWith(ContentPath, StringComparison.Ordinal))
        {
            // Whoever has an address that we signed may use it, under whichever name this server is reached.
            var token = (await secret.GetAsync(cancellationToken)).Read(path[ContentPath.Length..]);
            if (token is { Purpose: BlobToken.Content } && token.Ends > time.GetUtcNow())
                return await GetAsync(token.Subject, null, cancellationToken);
        }

        var isHere =
            Uri.TryCreate(workflow.BaseAddress, UriKind.Absolute, out var here) && address.Authority == here.Authority;
        return isHere && path.StartsWith(BlobPath, StringComparison.Ordinal)
            ? await GetAsync(Uri.UnescapeDataString(path[BlobPath.Length..]), workflow.Owner, cancellationToken)
            : null;
    }

    private async Task<BlobRow> GetAsync(string id, string? owner, CancellationToken cancellationToken) =>
        await blobs.FindAsync(id, owner, cancellationToken)
        ?? throw new LibraryException(FailureCode.Usage, $"There is no blob {id}, or not any more.");

    internal sealed class Desk(
        StepMedia media,
        WorkflowRow workflow,
        string job,
        string folder,
        StepParts parts,
        List<BlobRow> made
    ) : IDisposable
    {
        // Rows that belong to parts already.
        private int _parted;

        public string Folder => folder;

        public Task<MediaFile> FetchAsync(string source, CancellationToken cancellationToken) =>
            media.FetchAsync(source, workflow, folder, cancellationToken);

        public async Task<JsonObject> KeepAsync(MadeFile file, CancellationToken cancellationToken)
        {
            // A step that empties its folder again and again keeps no more than another one.
            if (made.Sum(row => row.SizeBytes) + new FileInfo(file.Path).Length > media.MostKept)
                throw new LibraryException(
                    FailureCode.Usage,
                    $"The step makes more than {media.MostKept >> 20} MiB, which is the most that one keeps."
                );
            var row = await media.KeepFileAsync(
                file,
                new BlobOrigin(workflow.Owner, workflow.Id, job),
                cancellationToken
            );
            made.Add(row);
            return WorkflowDocuments.BlobFacts(row.Id, row.Type, row.Width, row.Height, job);
        }

        public async Task<JsonObject?> FindPartAsync(int number, CancellationToken cancellationToken)
        {
            if (await parts.FindAsync(number, cancellationToken) is not { } part)
                return null;
            made.AddRange(part.Blobs);
            _parted = made.Count;
            return part.Output;
        }

        public async Task KeepPartAsync(int number, JsonObject output, CancellationToken cancellationToken)
        {
            await parts.KeepAsync(number, new StepPart(output, [.. made.Skip(_parted)]), cancellationToken);
            _parted = made.Count;
        }

        public void Dispose() => BlobStore.CloseWork(folder);
    }

    private long MostKept => limits.WorkBytes;

    private Task<BlobRow> KeepFileAsync(MadeFile file, BlobOrigin origin, CancellationToken cancellationToken) =>
        blobs.KeepAsync(file, origin, cancellationToken);
}
