using BerryAIGen.Database.Site;
using BerryAIGen.IO;
using Microsoft.Net.Http.Headers;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary><c>GET /api/download/models/{id}</c>: the file itself where it is here, the way to Civitai's where it is mirrored.</summary>
internal static class SiteDownload
{
    // Who calls itself a browser gets texts, as from the service.
    private static readonly string[] Browsers = ["mozilla", "chrome", "safari", "firefox", "opera", "edge"];
    private static readonly string[] Types =
    [
        "Model",
        "Pruned Model",
        "Text Encoder",
        "Vision Encoder",
        "UNet",
        "Diffusion Model",
        "CLIPVision",
        "ControlNet",
        "Negative",
        "Training Data",
        "VAE",
        "Config",
        "Workflow",
        "Archive",
        "Other",
    ];

    // Seconds.
    private const string AskAgain = "60";

    public static async Task<IResult> SendAsync(
        string id,
        HttpContext context,
        SiteIndex index,
        SiteLibrary library,
        SiteMirror mirror,
        MirrorDownloads downloads,
        CancellationToken cancellationToken
    )
    {
        context.Response.Headers.CacheControl = "no-store, max-age=0";
        if (SiteArguments.JsNumber(id) == 0)
            return Refuse(context, StatusCodes.Status400BadRequest, "Missing modelVersionId");
        if (SiteIdReader.Read(id, out var version) is { } refusal)
            return refusal;
        if (context.Request.Query["type"].FirstOrDefault() is { } type && !Types.Contains(type))
            return SiteAnswers.Error(
                StatusCodes.Status400BadRequest,
                $"✖ Invalid option: expected one of {string.Join('|', Types.Select(word => $"\"{word}\""))}\n  → at type"
            );
        await index.GetAsync(cancellationToken);
        var files = await library.FilesOfAsync(version, cancellationToken);
        if (files.Count == 0 && await mirror.FetchVersionAsync(version, cancellationToken))
            files = await library.FilesOfAsync(version, cancellationToken);
        var file = Choose(files, context.Request.Query);
        if (file?.Path is { } path && File.Exists(path))
            return Send(context, file, path);
        return await downloads.FindAsync(context, version, file, cancellationToken) switch
        {
            null => Refuse(context, StatusCodes.Status404NotFound, "File not found"),
            { Address: { } address } => Results.Redirect(address.AbsoluteUri, permanent: false, preserveMethod: true),
            { IsComing: true } => Coming(context),
            // Who is to sign in has a page for it at Civitai.
            { Status: 401 or 403 } when IsBrowser(context) => Results.Redirect(
                downloads.AtCivitai(context, version, file).AbsoluteUri,
                permanent: false,
                preserveMethod: true
            ),
            { Body: { } body, Status: var status } when !IsBrowser(context) => SiteAnswers.Told(status, body),
            var refused => Refuse(context, refused.Status, refused.Body?["error"]?.ToString() ?? "File not found"),
        };
    }

    // Only this server gets it, and fetches it now.
    private static IResult Coming(HttpContext context)
    {
        context.Response.Headers.RetryAfter = AskAgain;
        return Refuse(
            context,
            StatusCodes.Status503ServiceUnavailable,
            "This server fetches the file with its own key; ask again when it is here (see GET /api/models/downloads)"
        );
    }

    private static IResult Send(HttpContext context, SiteFile file, string path)
    {
        RegularFile.Require(path);
        // A model is nothing that a browser should show or run.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(
            path,
            "application/octet-stream",
            file.Name,
            new DateTimeOffset(File.GetLastWriteTimeUtc(path)),
            file.Sha256 is { } hash ? new EntityTagHeaderValue($"\"{hash}\"") : null,
            enableRangeProcessing: true
        );
    }

    // The number names a file; other words narrow, and what contradicts them is not the one that was meant.
    private static SiteFile? Choose(IReadOnlyList<SiteFile> files, IQueryCollection query)
    {
        if (query["fileId"].FirstOrDefault() is { } id)
            return files.FirstOrDefault(file => SiteArguments.JsNumber(id) == file.Id);
        return files.FirstOrDefault(file =>
            (query["type"].FirstOrDefault() is not { } type || file.Type == type)
            && ((string[])["format", "size", "fp", "quantType"]).All(name =>
                query[name].FirstOrDefault() is not { } wanted
                || file.Metadata(name) is not { } value
                || value.Equals(wanted, StringComparison.OrdinalIgnoreCase)
            )
        );
    }

    private static IResult Refuse(HttpContext context, int status, string message)
    {
        return IsBrowser(context)
            ? Results.Text(message, "text/plain; charset=utf-8", statusCode: status)
            : SiteAnswers.Error(status, message);
    }

    private static bool IsBrowser(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        return Browsers.Any(name => agent.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}
