using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace BerryAIGen.Toolkit.Api.Providers;

/// <summary>An answer that is kept packed: sent as it is to those who take it so, unpacked on the way to the others.</summary>
internal sealed class PackedJson(byte[] packed) : IResult
{
    private const string Packing = "gzip";

    private readonly string _mark = TaggedAnswers.MarkOf(packed);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (EntityTags.IsKnown(httpContext, _mark))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (Takes(httpContext.Request))
        {
            response.Headers.ContentEncoding = Packing;
            response.ContentLength = packed.Length;
            await response.Body.WriteAsync(packed, httpContext.RequestAborted);
            return;
        }

        await using var plain = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        await plain.CopyToAsync(response.Body, 64 << 10, httpContext.RequestAborted);
    }

    private static bool Takes(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptEncoding.Any(one =>
                one.Quality is null or > 0 && one.Value.Equals(Packing, StringComparison.OrdinalIgnoreCase)
            );
}
