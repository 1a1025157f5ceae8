using System.ComponentModel;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Access;
using Microsoft.AspNetCore.Http.Features;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>Files of the orchestrator: sent, fetched through addresses that end, and kept longer.</summary>
internal static class BlobEndpoints
{
    private static readonly TimeSpan UploadLife = TimeSpan.FromHours(1);

    public static void MapBlobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v2/consumer/blobs").WithTags("Orchestrator");
        group.MapPost("", UploadAsync).WithSummary("Takes a picture, video or sound; the body is its bytes.");
        group
            .MapGet("/upload", PresignAsync)
            // What it answers writes without a key.
            .RequireScope(AccessScope.Write)
            .WithSummary("An address that takes an upload without a key, for an hour.");
        group
            .MapPost("/upload/{token}", UploadSignedAsync)
            .RequireScope(AccessScope.None)
            .WithSummary("Takes the upload of such an address.");
        group.MapGet("/{blobId}", RedirectAsync).WithSummary("Leads to an address of a file that works for a while.");
        group
            .MapMethods("/{blobId}", [HttpMethods.Head], HeadAsync)
            .WithSummary("Whether a file is there.")
            .ExcludeFromDescription();
        group.MapPost("/{blobId}/refresh", RefreshAsync).WithSummary("Keeps a file as long as a new one.");
        group.MapBlobContent();
        routes.MapStreams();
    }

    private static async Task<IResult> UploadAsync(
        HttpContext context,
        BlobStore blobs,
        WorkflowLimits limits,
        CancellationToken cancellationToken
    ) => await ReceiveAsync(context, context.Owner(), blobs, limits, cancellationToken);

    private static async Task<IResult> PresignAsync(
        HttpContext context,
        OrchestratorSecret secret,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var ends = time.GetUtcNow() + UploadLife;
        var token = (await secret.GetAsync(cancellationToken)).Write(
            new BlobToken(BlobToken.Upload, context.Owner(), ends)
        );
        return OrchestratorAnswers.Ok(
            new JsonObject
            {
                ["uploadUrl"] = $"{Site.SiteEndpoints.AddressOf(context.Request)}/v2/consumer/blobs/upload/{token}",
                ["expiresAt"] = WorkflowDocuments.Time(ends.UtcDateTime),
            }
        );
    }

    private static async Task<IResult> UploadSignedAsync(
        string token,
        HttpContext context,
        BlobStore blobs,
        OrchestratorSecret secret,
        WorkflowLimits limits,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var read = (await secret.GetAsync(cancellationToken)).Read(token);
        if (read is not { Purpose: BlobToken.Upload } || read.Ends <= time.GetUtcNow())
            return OrchestratorAnswers.Refuse(
                StatusCodes.Status401Unauthorized,
                "The address takes no upload any more; ask for another one."
            );
        return await ReceiveAsync(context, read.Subject, blobs, limits, cancellationToken);
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context,
        string owner,
        BlobStore blobs,
        WorkflowLimits limits,
        CancellationToken cancellationToken
    )
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (
            MediaKind.Taken.FirstOrDefault(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            is not { } kind
        )
            return OrchestratorAnswers.Refuse(
                StatusCodes.Status415UnsupportedMediaType,
                $"Content-Type is one of {string.Join(", ", MediaKind.Taken.Select(one => one.MediaType))}, not \"{type}\"."
            );
        if (context.Request.ContentLength > limits.BlobBytes)
            return TooLong(limits);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = limits.BlobBytes;
        try
        {
            var row = await blobs.ReceiveAsync(owner, context.Request.Body, kind, cancellationToken);
            context.Concerns(row.Id);
            var documents = await context.DocumentsAsync(hidesMature: false, cancellationToken);
            return OrchestratorAnswers.Ok(documents.Of(row), StatusCodes.Status201Created);
        }
        catch (LibraryException wrong) when (wrong.Failure.Code == FailureCode.Usage)
        {
            return OrchestratorAnswers.Refuse(
                wrong is FileTooLongException
                    ? StatusCodes.Status413PayloadTooLarge
                    : StatusCodes.Status422UnprocessableEntity,
                wrong.Message
            );
        }
    }

    private static async Task<IResult> RedirectAsync(
        string blobId,
        [Description("How it is called when it is kept.")] string? filename,
        [Description("Whether browsers keep it instead of showing it.")] bool? download,
        [Description("Means nothing here: a file belongs to whoever made it.")] string? workflowId,
        [Description("The most mature that is wanted; what nobody looked at is above pg13.")] string? nsfwLevel,
        HttpContext context,
        BlobStore blobs,
        CancellationToken cancellationToken
    )
    {
        if (await blobs.FindAsync(blobId, context.Owner(), cancellationToken) is not { } row)
            return Missing(blobId);
        if (nsfwLevel?.ToLowerInvariant() is "pg" or "pg13")
            return OrchestratorAnswers.Refuse(
                StatusCodes.Status403Forbidden,
                $"Nobody has looked at the blob {blobId}, so it counts as r, and {nsfwLevel} is the most that is wanted."
            );
        var documents = await context.DocumentsAsync(hidesMature: false, cancellationToken);
        return Results.Redirect(
            documents.ContentAddress(row.Id, FileNames.Plain(filename), download ?? false),
            permanent: true,
            preserveMethod: true
        );
    }

    private static async Task<IResult> HeadAsync(
        string blobId,
        HttpContext context,
        BlobStore blobs,
        CancellationToken cancellationToken
    ) =>
        await blobs.FindAsync(blobId, context.Owner(), cancellationToken) is null
            ? Missing(blobId)
            : Results.NoContent();

    private static async Task<IResult> RefreshAsync(
        string blobId,
        HttpContext context,
        BlobStore blobs,
        CancellationToken cancellationToken
    ) =>
        await blobs.RefreshAsync(blobId, context.Owner(), cancellationToken) is { } row
            ? OrchestratorAnswers.Ok((await context.DocumentsAsync(hidesMature: false, cancellationToken)).Of(row))
            : Missing(blobId);

    private static IResult TooLong(WorkflowLimits limits) =>
        OrchestratorAnswers.Refuse(
            StatusCodes.Status413PayloadTooLarge,
            new FileTooLongException(limits.BlobBytes).Message
        );

    internal static IResult Missing(string id) =>
        OrchestratorAnswers.NotFound($"There is no blob {id} of yours, or not any more.");
}
