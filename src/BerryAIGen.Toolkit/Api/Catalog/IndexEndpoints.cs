using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Toolkit.Api.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BerryAIGen.Toolkit.Api.Catalog;

internal static class IndexEndpoints
{
    public static void MapCatalogIndex(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Catalog");
        group.MapGet("/index", Get).WithSummary("The folders of the library, and what the last index run found.");
        group
            .MapPost("/index", RunAsync)
            .WithSummary("Looks through the folders: as a job, or with wait=true before the answer.");
    }

    private static IndexDocument Get(RegistryIndex index, LibraryFolders folders, CatalogWatch watch) =>
        Describe(index, folders, watch, jobId: null);

    private static async Task<Results<Ok<IndexDocument>, Accepted<IndexDocument>>> RunAsync(
        IndexQuestion? question,
        bool? wait,
        RegistryIndex index,
        LibraryFolders folders,
        CatalogWatch watch,
        IJobEngine jobs,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var chosen = folders.Choose(question?.Folders);
        http.Concerns(chosen, "no folder");
        if (wait == true)
        {
            await index.RunAsync(chosen, progress: null, cancellationToken);
            return TypedResults.Ok(Describe(index, folders, watch, jobId: null));
        }

        var job = await jobs.EnqueueAsync(IndexJob.KindName, IndexJob.PayloadOf(chosen), also: null, cancellationToken);
        return TypedResults.Accepted((string?)null, Describe(index, folders, watch, job.Id));
    }

    private static IndexDocument Describe(
        RegistryIndex index,
        LibraryFolders folders,
        CatalogWatch watch,
        string? jobId
    ) => new(folders.All, watch.Unwatched, index.IsRunning, IndexReportDocument.Of(index.LastReport), jobId);
}
