using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>How much one request may be; an endpoint that takes files says so itself.</summary>
internal static class RequestLimits
{
    private const int MiB = 1024 * 1024;

    /// <summary>A list of some ten thousand names fits; nothing that fills the memory does.</summary>
    public const int BodyBytes = 8 * MiB;

    public static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = BodyBytes;
        server.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        server.Limits.MaxRequestHeaderCount = 100;
    }
}
