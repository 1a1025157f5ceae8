using System.Text.Json.Nodes;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Models.Exchange;
using BerryAIGen.Toolkit.Api.Access;
using Microsoft.AspNetCore.Http.Features;

namespace BerryAIGen.Toolkit.Api.Catalog;

internal static class RegistryEndpoints
{
    // A hundred thousand models with long descriptions.
    private const long LargestRegistry = 512L << 20;

    public static void MapRegistry(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Catalog");
        group.MapGet("/registry", ExportAsync).WithSummary("The whole registry as a file, registry.json.");
        group
            .MapPost("/registry", ImportAsync)
            // It says of any file of this machine that it is a model.
            .RequireScope(AccessScope.Admin)
            .WithSummary("Adds the models of a registry.json; what is known here stays as it is.")
            .Accepts<JsonNode>("application/json");
    }

    private static Task<RegistryExport> ExportAsync(
        HttpContext context,
        RegistryFile registry,
        CancellationToken cancellationToken
    )
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"registry.json\"";
        return registry.ExportAsync(cancellationToken);
    }

    private static async Task<RegistryImport> ImportAsync(
        HttpContext context,
        RegistryFile registry,
        CancellationToken cancellationToken
    )
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestRegistry;
        var file = await JsonBody.ReadNodeAsync(context, cancellationToken);
        var report = await registry.ImportAsync(file, cancellationToken);
        context.Concerns($"{report.Added} models added, {report.Completed} completed");
        return report;
    }
}
