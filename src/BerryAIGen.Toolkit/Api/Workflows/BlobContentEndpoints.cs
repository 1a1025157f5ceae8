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
    }

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
