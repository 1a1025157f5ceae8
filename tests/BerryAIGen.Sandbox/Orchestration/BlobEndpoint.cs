using System.IO.Compression;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary><c>/v2/consumer/blobs</c>: sent through the orchestrator, fetched from the storage behind a 308.</summary>
internal sealed class BlobEndpoint(BlobStore blobs, Members members, SignedLinks links, TimeProvider time)
{
    private const string Pattern = "/consumer/blobs";
    private const int Largest = 1 << 20;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        OrchestratorCall.Map(endpoints, members, "POST", Pattern, UploadAsync);
        OrchestratorCall.Map(endpoints, members, "GET", Pattern + "/upload", Presign);
        OrchestratorCall.Map(endpoints, members, "HEAD", Pattern + "/{id}", Head);
        OrchestratorCall.Map(endpoints, members, "POST", Pattern + "/{id}/refresh", Refresh);
        OrchestratorCall.Map(endpoints, members, "GET", Pattern + "/blocked/{token}", Blocked);
        endpoints.MapGet(OrchestratorCall.Root + Pattern + "/{id}", Get);
        endpoints.MapGet(OrchestratorCall.Root + Pattern + "/content/{token}", SendAsync);
        endpoints.MapGet(OrchestratorCall.Root + "/consumer/streaming-blobs/{token}", SendAsync);
        endpoints.MapGet(OrchestratorCall.Root + Pattern + "/archive/{token}", ArchiveAsync);
        endpoints.MapGet("/_storage/orchestrator/{id}", SendStoredAsync);
        endpoints.MapPost("/_storage/orchestrator-upload", (Delegate)TakeSignedAsync);
    }

    private async ValueTask<Answer> UploadAsync(OrchestratorCall call) => await TakeAsync(call.Http.Request);

    private async Task TakeSignedAsync(HttpContext http)
    {
        var refusal =
            http.Request.Headers.ContainsKey("Authorization") ? Answer.Error(400, "The presigned address takes no key.")
            : links.Check(http.Request) is { } reason ? Answer.Error(403, reason)
            : null;
        await AnswerWriter.WriteAsync(http, refusal ?? await TakeAsync(http.Request));
    }

    private async Task<Answer> TakeAsync(HttpRequest request)
    {
        var type = request.ContentType?.Split(';')[0] ?? "";
        if (type.Split('/')[0] is not ("image" or "video" or "audio"))
            return Problem.Of(415, "Unsupported Media Type", $"{type} is not supported.");
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        if (bytes.Length > Largest)
            return Problem.Of(413, "Payload Too Large", null);
        if (bytes.Length == 0)
            return Problem.Of(400, "Bad Request", "The body is empty.");
        if (type == "image/png" && !bytes.ToArray().AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]))
            return Problem.Of(422, "Unprocessable Entity", "The image cannot be read.");
        return Answer.Of(201, blobs.Json(blobs.Upload(bytes.ToArray(), type)));
    }

    private ValueTask<Answer> Presign(OrchestratorCall call) =>
        ValueTask.FromResult(
            Answer.Ok(
                new JsonObject
                {
                    ["uploadUrl"] = links.Create("/orchestrator-upload", "inline") + "&token=upload",
                    ["expiresAt"] = JsonText.Date(time.GetUtcNow() + TimeSpan.FromMinutes(10)),
                }
            )
        );

    // An address with its own signature needs no key, one without does.
    private Task Get(HttpContext http, string id)
    {
        var isSigned = http.Request.Query["sig"] == "sandbox";
        if (!isSigned && members.Find(http.Request) is null)
            return AnswerWriter.WriteAsync(http, Problem.Unauthorized);
        return AnswerWriter.WriteAsync(
            http,
            blobs.Find(id) switch
            {
                null => Problem.NotFound,
                { BlockedReason: { } reason } => Problem.Of(403, "Forbidden", $"The content is blocked: {reason}."),
                { IsAvailable: false } => Problem.NotFound,
                var blob => Answer.Redirect(308, blobs.LinkOf(blob, http.Request.Query["filename"])),
            }
        );
    }

    private ValueTask<Answer> Head(OrchestratorCall call) =>
        ValueTask.FromResult(
            blobs.Find(call.Route("id")) is { IsAvailable: true } ? Answer.Empty(204) : Problem.NotFound
        );

    private ValueTask<Answer> Refresh(OrchestratorCall call)
    {
        if (blobs.Find(call.Route("id")) is not { } blob)
            return ValueTask.FromResult(Problem.NotFound);
        blobs.Refresh(blob);
        return ValueTask.FromResult(Answer.Ok(blobs.Json(blob)));
    }

    private static ValueTask<Answer> Blocked(OrchestratorCall call) =>
        ValueTask.FromResult(Problem.Of(403, "Forbidden", "The content is blocked by moderation."));

    private Task SendAsync(HttpContext http, string token) =>
        blobs.Find(token) is { IsAvailable: true } blob
            ? WriteAsync(http, blob)
            : AnswerWriter.WriteAsync(
                http,
                token == "bad" ? Problem.Of(400, "Bad Request", "The token is wrong.") : Problem.NotFound
            );

    private static async Task ArchiveAsync(HttpContext http, string token)
    {
        if (token == "expired")
        {
            await AnswerWriter.WriteAsync(http, Problem.Of(410, "Gone", "The archive has expired."));
            return;
        }

        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry(token);
        http.Response.ContentType = "application/zip";
        await http.Response.Body.WriteAsync(bytes.ToArray(), http.RequestAborted);
    }

    private Task SendStoredAsync(HttpContext http, string id) =>
        StorageRefusal.Of(http, links) is { } refusal ? AnswerWriter.WriteAsync(http, refusal)
        : blobs.Find(id) is { IsAvailable: true } blob ? WriteAsync(http, blob)
        : AnswerWriter.WriteAsync(http, StorageRefusal.NoSuchKey);

    private static async Task WriteAsync(HttpContext http, StoredBlob blob)
    {
        var (bytes, mediaType) = BlobStore.BytesOf(blob);
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
