using System.Security.Cryptography;
using System.Text;

namespace BerryAIGen.Toolkit.Page;

/// <summary>The first file of the page, and what a browser may do with it.</summary>
internal static class PageIndex
{
    public const string Name = "index.html";
    public const string MediaType = "text/html; charset=utf-8";

    // Stands in the file where styles that its program makes are allowed.
    private const string NoncePlace = "__NONCE__";

    private const string Missing = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>BerryAIGen</title></head>
        <body><p>There is no page here yet: run tools/build-web.sh in the checkout, or name the folder of a built one with --web; the API answers all the same.</p></body></html>

        """;

    /// <summary>The file, for this answer alone: no entity tag, for what is kept would have the nonce of another answer.</summary>
    public static async Task SendAsync(HttpContext context, FileInfo? file)
    {
        var answer = context.Response;
        if (file is null)
        {
            answer.StatusCode = StatusCodes.Status503ServiceUnavailable;
            answer.Headers.CacheControl = "no-store";
            answer.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            await WriteAsync(context, Missing);
            return;
        }

        var text = await File.ReadAllTextAsync(file.FullName, context.RequestAborted);
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        answer.Headers.CacheControl = "no-cache";
        answer.Headers.ContentSecurityPolicy = PolicyFor(nonce);
        await WriteAsync(context, text.Replace(NoncePlace, nonce, StringComparison.Ordinal));
    }

    private static string PolicyFor(string nonce) =>
        "default-src 'none'; script-src 'self'; "
        + $"style-src 'self' 'nonce-{nonce}'; "
        + "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static async Task WriteAsync(HttpContext context, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = MediaType;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
