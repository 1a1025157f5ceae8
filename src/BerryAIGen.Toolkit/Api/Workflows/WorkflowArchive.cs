using System.IO.Compression;
using BerryAIGen.Database.Workflows;
using Microsoft.AspNetCore.Http.Features;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>The results of several workflows in one file, made while it is sent.</summary>
internal sealed class WorkflowArchive(BlobStore blobs)
{
    /// <param name="context">Who asks.</param>
    /// <param name="workflows">Whose results.</param>
    /// <param name="documents">Says which of them are shown.</param>
    public IResult Of(HttpContext context, IReadOnlyList<WorkflowView> workflows, WorkflowDocuments documents)
    {
        // The writer of archives writes the heads of their entries at once.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } control)
            control.AllowSynchronousIO = true;
        var owner = context.Owner();
        return Results.Stream(
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
}
