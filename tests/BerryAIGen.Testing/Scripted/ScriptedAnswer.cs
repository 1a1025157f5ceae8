using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace BerryAIGen.Testing.Scripted;

/// <summary>One answer of a scripted server; change what matters with <c>with</c>.</summary>
public sealed record ScriptedAnswer
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    public string? ContentType { get; init; }

    public byte[] Body { get; init; } = [];

    /// <summary>More headers; these win over the ones that the other members set.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Honours Range, If-Range and If-None-Match, with the <c>ETag</c> of <see cref="Headers"/>.</summary>
    public bool IsFile { get; init; }

    /// <summary>Announces the whole body and breaks the connection after so many bytes; null sends all.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Announces the whole body and sends nothing more after so many bytes, until the client goes away.</summary>
    public int? StallAfter { get; init; }

    public static ScriptedAnswer Json(string json, int status = StatusCodes.Status200OK) =>
        new()
        {
            Status = status,
            ContentType = "application/json; charset=utf-8",
            Body = Encoding.UTF8.GetBytes(json),
        };

    public static ScriptedAnswer Text(string text, int status = StatusCodes.Status200OK) =>
        new()
        {
            Status = status,
            ContentType = "text/plain; charset=utf-8",
            Body = Encoding.UTF8.GetBytes(text),
        };

    public static ScriptedAnswer Html(string html, int status = StatusCodes.Status200OK) =>
        Text(html, status) with
        {
            ContentType = "text/html; charset=utf-8",
        };

    public static ScriptedAnswer Redirect(Uri to, int status = StatusCodes.Status307TemporaryRedirect) =>
        Text(to.AbsoluteUri, status).With(HeaderNames.Location, to.AbsoluteUri);

    /// <summary>Bytes as a storage host serves them.</summary>
    public static ScriptedAnswer File(byte[] content, string? etag = null, string? name = null)
    {
        var file = new ScriptedAnswer
        {
            IsFile = true,
            ContentType = MediaTypeNames.Application.Octet,
            Body = content,
        };
        if (etag is not null)
            file = file.With(HeaderNames.ETag, etag);
        return name is null ? file : file.With(HeaderNames.ContentDisposition, $"attachment; filename=\"{name}\"");
    }

    public ScriptedAnswer With(string header, string value) =>
        this with
        {
            Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [header] = value },
        };

    internal async Task SendAsync(HttpContext context)
    {
        foreach (var (name, value) in Headers.Where(header => header.Key != HeaderNames.ETag || !IsFile))
            context.Response.Headers[name] = value;
        if (IsFile && CutAfter is null && StallAfter is null)
        {
            var etag = Headers.TryGetValue(HeaderNames.ETag, out var tag) ? EntityTagHeaderValue.Parse(tag) : null;
            await Results.Bytes(Body, ContentType, enableRangeProcessing: true, entityTag: etag).ExecuteAsync(context);
            return;
        }
        if (IsFile && Headers.TryGetValue(HeaderNames.ETag, out var value2))
            context.Response.Headers[HeaderNames.ETag] = value2;
        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        if (Status is not (StatusCodes.Status304NotModified or StatusCodes.Status204NoContent))
            await WriteBodyAsync(context);
    }

    private async Task WriteBodyAsync(HttpContext context)
    {
        context.Response.ContentLength = Body.Length;
        var length = Math.Min(CutAfter ?? StallAfter ?? Body.Length, Body.Length);
        await context.Response.Body.WriteAsync(Body.AsMemory(0, length), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (CutAfter is not null)
            context.Abort();
        else if (StallAfter is not null)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
    }
}
