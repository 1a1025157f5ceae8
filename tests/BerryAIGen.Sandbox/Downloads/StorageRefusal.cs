using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Downloads;

/// <summary>Why the storage does not deliver.</summary>
internal static class StorageRefusal
{
    public static Answer NoSuchKey => Error(404, "NoSuchKey", "The specified key does not exist.");

    /// <summary>Null when the request may have its bytes.</summary>
    public static Answer? Of(HttpContext http, SignedLinks links)
    {
        // A key that was forwarded looks like a second way of signing.
        if (http.Request.Headers.ContainsKey("Authorization"))
            return Error(400, "InvalidRequest", "Missing x-amz-content-sha256");
        // The link is signed for GET.
        if (!HttpMethods.IsGet(http.Request.Method))
            return Error(403, "AccessDenied", "Access Denied");
        var reason = http.ActiveFault()?.ExpireLink == true ? "Request has expired" : links.Check(http.Request);
        return reason is null ? null : Error(403, "AccessDenied", reason);
    }

    private static Answer Error(int status, string code, string message) =>
        Answer.Xml(
            status,
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        );
}
