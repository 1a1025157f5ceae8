using BerryAIGen.Database.Access;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Pictures;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Keeping;

namespace BerryAIGen.Toolkit.Api.Pictures;

/// <summary>The folders whose pictures are indexed.</summary>
internal static class PictureFolderEndpoints
{
    public static void MapPictureFolders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/pictures").WithTags("Pictures");
        group.MapGet("/folders", ListAsync).WithEntityTag().WithSummary("The folders of pictures.");
        group
            .MapPost("/folders", AddAsync)
            .WithSummary("Adds a folder of pictures of the server's machine, and begins to index it.");
        group
            .MapDelete("/folders/{id}", RemoveAsync)
            .WithSummary("Forgets a folder and its pictures; the files stay as they are.");
        group.MapPost("/index", IndexAsync).WithSummary("Begins to look through folders of pictures, as a job.");
    }

    private static async Task<PictureFoldersDocument> ListAsync(
        int? offset,
        int? limit,
        PictureFolders folders,
        CancellationToken cancellationToken
    )
    {
        var all = await folders.ListAsync(cancellationToken);
        return new PictureFoldersDocument(
            [.. Paging.Of(all, offset, limit).Select(PictureFolderDocument.Of)],
            all.Count
        );
    }

    private static async Task<AddedPictureFolderDocument> AddAsync(
        NewPictureFolder folder,
        PictureFolders folders,
        PictureIndexJob index,
        IJobEngine jobs,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        // Its pictures may be looked at by everybody who may look at the library.
        context.Demand(AccessScope.Admin, "a folder of the server's machine");
        context.Concerns(folder.Path ?? "no folder");
        var added = await folders.AddAsync(folder.Path, folder.Recursive ?? true, cancellationToken);
        var jobId =
            folder.Index == false
                ? null
                : (await BeginAsync([added.Id], folder.Ask ?? false, index, jobs, cancellationToken)).Id;
        return new AddedPictureFolderDocument(added.Id, added.Path, added.IsRecursive, jobId);
    }

    private static async Task<RemovedPictureFolderDocument> RemoveAsync(
        long id,
        PictureFolders folders,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (folder, pictures) = await folders.RemoveAsync(id, cancellationToken);
        context.Concerns(folder.Path);
        return new RemovedPictureFolderDocument(folder.Id, folder.Path, pictures);
    }

    private static async Task<BegunJobDocument> IndexAsync(
        PictureIndexQuestion question,
        PictureIndexJob index,
        IJobEngine jobs,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var folders = question.FolderIds ?? [];
        context.Concerns(folders.Select(id => $"picture folder {id}"), "all picture folders");
        var job = await BeginAsync(folders, question.Ask ?? false, index, jobs, cancellationToken);
        return new BegunJobDocument(job.Id, job.Kind, job.State);
    }

    private static async Task<JobRow> BeginAsync(
        IReadOnlyList<long> folders,
        bool asks,
        PictureIndexJob index,
        IJobEngine jobs,
        CancellationToken cancellationToken
    ) =>
        await jobs.EnqueueAsync(
            PictureIndexJob.KindName,
            await index.PrepareAsync(new PictureIndexOrder(folders, asks), cancellationToken),
            also: null,
            cancellationToken
        );
}
