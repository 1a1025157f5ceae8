using System.IO.Compression;
using BerryAIGen.Database.Orchestrator;

namespace BerryAIGen.Toolkit.Api.Orchestrator;

/// <summary>The results of several workflows in one file, made while it is sent.</summary>
internal sealed class WorkflowArchive(BlobStore blobs)
{
    /// <param name="workflows">Whose results.</param>
    /// <param name="documents">Says which of them are shown.</param>
    /// <param name="owner">Who asks.</param>
    public IResult Of(IReadOnlyList<WorkflowView> workflows, WorkflowDocuments documents, string owner) =>
        Results.Stream(
            async body =>
            {
                await using var zip = new ZipArchive(body, ZipArchiveMode.Create, leaveOpen: true);
                foreach (var view in workflows)
                foreach (var id in documents.ShownBlobs(view))
                {
                    if (await blobs.FindAsync(id, owner, CancellationToken.None) is not { } row)
                        continue;
                    // Pictures and videos are compressed already.
                    var entry = zip.CreateEntry($"{view.Workflow.Id}/{id}", CompressionLevel.NoCompression);
                    await using var to = await entry.OpenAsync();
                    await using var from = File.OpenRead(blobs.PathOf(row));
                    await from.CopyToAsync(to);
                }
            },
            "application/zip",
            "workflows.zip"
        );
}
