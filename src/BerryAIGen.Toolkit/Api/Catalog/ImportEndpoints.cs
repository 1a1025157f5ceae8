using BerryAIGen.Database.Access;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Catalog;

internal static class ImportEndpoints
{
    public static void MapImport(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/models/import", ImportAsync)
            .WithTags("Catalog")
            .WithSummary("Makes a model of a file: one that is uploaded, or one on the server's machine.")
            .Accepts<ImportQuestion>("application/json", "multipart/form-data");

    private static async Task<ImportAnswer> ImportAsync(
        HttpContext context,
        BerryLibrary library,
        RegistryIndex index,
        ToolkitOptions options,
        CancellationToken cancellationToken
    )
    {
        var request = await ImportForm.ReadAsync(context, library.Importing, options.MaxUpload, cancellationToken);
        // Whoever may name any file of the server's machine, or take what is dangerous, is its administrator.
        if (!request.IsUpload || request.AcceptsDanger)
            context.Demand(AccessScope.Admin, "a file of the server's machine, or one that is dangerous");
        var imported = await library.Importing.ImportAsync(request, progress: null, cancellationToken);
        var rows = await index.RecordAsync([imported.Path], "import", cancellationToken);
        return ImportAnswer.Of(imported, rows[0]);
    }
}
