using BerryAIGen.Database.Access;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Toolkit.Api.Access;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>Bytes of files, by addresses that were signed for them.</summary>
internal static class BlobContentEndpoints
{
    public static void MapBlobContent(this IEndpointRouteBuilder group)
    {
        group
            .MapGet("/content/{token}", ContentAsync)
            .RequireScope(AccessScope.None)
            .WithSummary("A file, whole or in part, by an address that was signed for it.");
        group
            .MapGet("/archive/{token}", ArchiveAsync)
            .RequireScope(AccessScope.None)
            .WithSummary("An archive, by an address that was signed for it.");
        group
            .MapGet("/blocked/{token}", BlockedAsync)
            .RequireScope(AccessScope.None)
            .WithSummary("Always refused: stands in the place of a file that is withheld.");
    }

    /// <summary>Files that players fetch while they play; here they are whole before anybody has their address.</summary>
    public static void MapStreams(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v2/consumer/streaming-blobs/{blobKey}", StreamAsync)
            .WithTags("Orchestrator")
            .RequireScope(AccessScope.None)
            .WithSummary(
                "A file as it plays, whole or in part, by the last part of an address that was signed for it."
            );

    private static async Task<IResult> StreamAsync(
        string blobKey,
        HttpContext context,
        BlobStore blobs,
        OrchestratorSecret secret,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        (await secret.GetAsync(cancellationToken)).Read(blobKey) is { Purpose: BlobToken.Content }
            ? await ContentAsync(blobKey, context, blobs, secret, time, cancellationToken)
            : OrchestratorAnswers.NotFound("There is no stream of this key; it is the last part of a file's address.");

    private static async Task<IResult> BlockedAsync(
        string token,
        OrchestratorSecret secret,
        CancellationToken cancellationToken
    ) =>
        (await secret.GetAsync(cancellationToken)).Read(token) is { Purpose: BlobToken.Content } read
            ? OrchestratorAnswers.Refuse(
                StatusCodes.Status403Forbidden,
                $"The blob {read.Subject} is withheld under this address; ask for it by its id."
            )
            : OrchestratorAnswers.Refuse(
                StatusCodes.Status401Unauthorized,
                "The address was not made here, or not for this; ask for the file by its id."
            );

    private static Task<IResult> ContentAsync(
        string token,
        HttpContext context,
        BlobStore blobs,
        OrchestratorSecret secret,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            token,
            BlobToken.Content,
            StatusCodes.Status401Unauthorized,
            context,
            blobs,
            secret,
            time,
            cancellationToken
        );

    private static Task<IResult> ArchiveAsync(
        string token,
        HttpContext context,
        BlobStore blobs,
        OrchestratorSecret secret,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        SendAsync(token, BlobToken.Archive, StatusCodes.Status410Gone, context, blobs, secret, time, cancellationToken);

    private static async Task<IResult> SendAsync(
        string token,
        string purpose,
        int ended,
        HttpContext context,
        BlobStore blobs,
        OrchestratorSecret secret,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if ((await secret.GetAsync(cancellationToken)).Read(token) is not { } read || read.Purpose != purpose)
            return OrchestratorAnswers.Refuse(StatusCodes.Status400BadRequest, "The address was not made here.");
        if (read.Ends <= time.GetUtcNow())
            return OrchestratorAnswers.Refuse(ended, "The address has ended; ask for another one by the blob's id.");
        if (await blobs.FindAsync(read.Subject, null, cancellationToken) is not { } row)
            return BlobEndpoints.Missing(read.Subject);
        // Nothing in a file that somebody sent runs in a page of this server.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var name = read.FileName ?? row.FileName;
        return Results.File(
            blobs.PathOf(row),
            row.MediaType,
            read.IsDownload || purpose == BlobToken.Archive ? name ?? row.Id : null,
            enableRangeProcessing: true
        );
    }
}
