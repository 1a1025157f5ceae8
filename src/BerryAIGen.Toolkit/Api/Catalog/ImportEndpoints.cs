using System.ComponentModel;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Importing;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BerryAIGen.Toolkit.Api.Catalog;

internal static class ImportEndpoints
{
    public static void MapImport(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/models/import", ImportAsync)
            .WithTags("Catalog")
            .WithSummary("Makes a model of a file: one that is uploaded, or one on the server's machine.")
            .Accepts<ImportQuestion>("application/json", "multipart/form-data");

    private static async Task<Results<Ok<ImportAnswer>, Accepted<StartedJob>>> ImportAsync(
        HttpContext context,
        [Description("false imports as a job and answers at once; with an upload as soon as all of it is there.")]
            bool? wait,
        BerryLibrary library,
        RegistryIndex index,
        ToolkitOptions options,
        IJobEngine jobs,
        CancellationToken cancellationToken
    )
    {
        var request = await ImportForm.ReadAsync(
            context,
            library.Importing,
            options.MaxUpload,
            // Whoever may name any file of the server's machine, or take what is dangerous, is its administrator.
            asked =>
            {
                if (!asked.IsUpload || asked.AcceptsDanger)
                    context.Demand(AccessScope.Admin, "a file of the server's machine, or one that is dangerous");
            },
            cancellationToken
        );
        if (wait == false)
        {
            var job = await ImportJob.EnqueueAsync(request, jobs, cancellationToken);
            context.Concerns(request.FileName ?? request.Path);
            return TypedResults.Accepted((string?)null, new StartedJob(job.Id, job.Kind, job.State));
        }

        var imported = await library.Importing.ImportAsync(request, progress: null, cancellationToken);
        var rows = await index.RecordAsync([imported.Path], "import", cancellationToken);
        context.Concerns(rows[0].Id);
        return TypedResults.Ok(ImportAnswer.Of(imported, rows[0]));
    }
}
