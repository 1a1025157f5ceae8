using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Downloads;

/// <summary>The object storage behind the redirect: a host that knows no keys and no HEAD.</summary>
internal sealed class StorageEndpoint(Catalogue catalogue, SignedLinks links)
{
    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Map("/_storage/file/civitai-modelfiles/model/{id:int}/{name}", Send);

    private async Task Send(HttpContext http, int id)
    {
        var fault = http.ActiveFault();
        if (Refusal(http, fault) is { } refusal)
        {
            await AnswerWriter.WriteAsync(http, refusal);
            return;
        }

        if (catalogue.FindFile(id) is not { } file)
        {
            await AnswerWriter.WriteAsync(http, Error(404, "NoSuchKey", "The specified key does not exist."));
            return;
        }

        if (fault?.HideName != true && http.Request.Query["response-content-disposition"] is [{ } disposition])
            http.Response.Headers.ContentDisposition = disposition;
        var stored = new StoredObject(
            file.Content,
            fault?.ETag ?? $"\"{SeedContext.UuidOf(file.Id):N}\"",
            file.Version.PublishedAt
        );
        await RangeAnswer.WriteAsync(http, stored, fault);
    }

    private Answer? Refusal(HttpContext http, Fault? fault)
    {
        // A key that was forwarded looks like a second way of signing.
        if (http.Request.Headers.ContainsKey("Authorization"))
            return Error(400, "InvalidRequest", "Missing x-amz-content-sha256");
        // The link is signed for GET.
        if (!HttpMethods.IsGet(http.Request.Method))
            return Error(403, "AccessDenied", "Access Denied");
        var reason = fault?.ExpireLink == true ? "Request has expired" : links.Check(http.Request);
        return reason is null ? null : Error(403, "AccessDenied", reason);
    }

    private static Answer Error(int status, string code, string message) =>
        Answer.Xml(
            status,
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        );
}
