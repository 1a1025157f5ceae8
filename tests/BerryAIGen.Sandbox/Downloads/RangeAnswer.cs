using BerryAIGen.Sandbox.Faults;

namespace BerryAIGen.Sandbox.Downloads;

/// <summary>Sends an object or a range of it (RFC 9110, sections 13 and 14).</summary>
internal static class RangeAnswer
{
    private const int BlockLength = 128 * 1024;

    public static async Task WriteAsync(HttpContext http, StoredObject stored, Fault? fault)
    {
        var response = http.Response;
        if (fault?.HideName != true && http.Request.Query["response-content-disposition"] is [{ } disposition])
            response.Headers.ContentDisposition = disposition;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = stored.ETag;
        response.Headers.LastModified = stored.LastModifiedText;
        var length = stored.Content.Length;
        var range = fault?.IgnoreRange == true ? null : ByteRange.Read(http.Request, stored);
        if (range is { IsSatisfiable: false })
        {
            response.StatusCode = 416;
            response.Headers.ContentRange = $"bytes */{length}";
            response.ContentLength = 0;
            return;
        }

        var (first, end) = range is null ? (0, length) : (range.First, range.End);
        if (range is not null)
        {
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {first}-{end - 1}/{length}";
        }

        // A HEAD has the headers of a GET.
        response.ContentType = "application/octet-stream";
        if (fault?.HideLength != true)
            response.ContentLength = end - first;
        if (!HttpMethods.IsHead(http.Request.Method))
            await SendAsync(http, stored, first, end, fault?.WrongByteAt);
    }

    private static async Task SendAsync(HttpContext http, StoredObject stored, long first, long end, long? wrongByte)
    {
        var buffer = new byte[(int)Math.Min(BlockLength, Math.Max(1, end - first))];
        for (var offset = first; offset < end; offset += buffer.Length)
        {
            var block = buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - offset));
            stored.Content.Read(offset, block.Span);
            if (wrongByte >= offset && wrongByte < offset + block.Length)
                block.Span[(int)(wrongByte.Value - offset)] ^= 0xFF;
            await http.Response.Body.WriteAsync(block, http.RequestAborted);
        }
    }
}
