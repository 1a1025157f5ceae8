using System.ComponentModel;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Downloads;
using BerryAIGen.IO.Graphs;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Graphs;
using BerryAIGen.Toolkit.Api.Access;
using Microsoft.AspNetCore.Http.Features;

namespace BerryAIGen.Toolkit.Api.Graphs;

/// <summary>ComfyUI's workflows as bodies.</summary>
internal static class GraphEndpoints
{
    private const string Name = "The body";

    public static void MapGraphs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/graphs").WithTags("Downloads");
        group
            .MapPost("/models", FindAsync)
            .RequireScope(AccessScope.Read)
            .Accepts<JsonObject>("application/json")
            .WithSummary("The models that a ComfyUI workflow needs: what is here, and where the rest may be had.");
        group
            .MapPost("/install", InstallAsync)
            .Accepts<JsonObject>("application/json")
            .WithSummary("Begins to download the models that a ComfyUI workflow needs and that are not here.");
    }

    private static async Task<GraphDocument> FindAsync(
        [Description("true to ask nobody beyond the server's machine.")] bool? local,
        HttpContext context,
        BerryLibrary library,
        CancellationToken cancellationToken
    )
    {
        var request = await ReadAsync(context, cancellationToken);
        return GraphDocument.Of(
            await library.Graphs.FindAsync(request with { IsLocal = local ?? false }, cancellationToken)
        );
    }

    private static async Task<GraphInstallDocument> InstallAsync(
        [Description("How sure a candidate must be, 0 to 1; 0.7 without it.")] double? min_confidence,
        HttpContext context,
        BerryLibrary library,
        DownloadOrders orders,
        CancellationToken cancellationToken
    )
    {
        if (min_confidence is < 0 or > 1 or double.NaN)
            throw new LibraryException(FailureCode.Usage, "min_confidence is a number from 0 to 1.");
        var request = new GraphInstallRequest
        {
            Graph = await ReadAsync(context, cancellationToken),
            LeastConfidence = min_confidence ?? GraphInstallRequest.UsualConfidence,
        };
        List<GraphInstallItem> items = [];
        foreach (var choice in await library.Graphs.ChooseAsync(request, cancellationToken))
            items.Add(await OrderAsync(choice, orders, cancellationToken));
        context.Concerns($"{items.Count(item => item.Download is not null)} downloads of a workflow");
        return new GraphInstallDocument(items);
    }

    private static async Task<GraphInstallItem> OrderAsync(
        GraphChoice choice,
        DownloadOrders orders,
        CancellationToken cancellationToken
    )
    {
        var failure = choice.Failure;
        for (var tried = 0; tried < choice.Requests.Count; tried++)
        {
            try
            {
                var order = OrderOf(choice.Requests[tried]);
                var task = await orders.StartAsync(order, acceptsPresent: true, cancellationToken);
                return new GraphInstallItem(choice.Model.Name, task, null, choice.NoteAfter(tried));
            }
            catch (LibraryException refused)
            {
                failure = refused.Failure;
                if (failure.Code != FailureCode.NotFound)
                    break;
            }
        }

        return new GraphInstallItem(choice.Model.Name, null, ErrorDocument.From(failure!).Error, null);
    }

    private static DownloadOrder OrderOf(DownloadRequest wanted) =>
        new()
        {
            Reference = wanted.References[0],
            FileId = wanted.Choice.FileId,
            Sha256 = wanted.Sha256,
            Type = wanted.Target.ModelType,
            Template = wanted.Target.Template,
            FileName = wanted.Target.FileName,
            OfList = wanted.IsOfList,
        };

    private static async Task<GraphRequest> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = GraphReader.MostBytes;
        // Read as a file is: ComfyUI writes numbers that are none in JSON, and people edit by hand.
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        return new GraphRequest { Path = Name, Json = body.ToArray() };
    }
}
