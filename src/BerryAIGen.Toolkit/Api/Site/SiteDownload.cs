using BerryAIGen.Database.Site;
using BerryAIGen.IO;
using BerryAIGen.Toolkit.Hosting;
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

    public static async Task<IResult> SendAsync(
        string id,
        HttpContext context,
        SiteIndex index,
        SiteLibrary library,
        SiteMirror mirror,
        ToolkitOptions options,
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
        if (Choose(files, context.Request.Query) is not { } file)
            return Refuse(context, StatusCodes.Status404NotFound, "File not found");
        if (file.Path is { } path && File.Exists(path))
            return Send(context, file, path);
        return options.Mirrors
            ? Results.Redirect(
                new Uri(
                    options.Library.CivitaiUrl,
                    $"api/download/models/{version}{QueryOf(context, options)}"
                ).AbsoluteUri,
                permanent: false,
                preserveMethod: true
            )
            : Refuse(context, StatusCodes.Status404NotFound, "File not found");
    }

    // Where this server asks for keys, a token in the address is one of its own and nobody else's business.
    private static QueryString QueryOf(HttpContext context, ToolkitOptions options) =>
        options.NeedsKey
            ? QueryString.Create(
                context.Request.Query.Where(word => !word.Key.Equals("token", StringComparison.OrdinalIgnoreCase))
            )
            : context.Request.QueryString;

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
        var agent = context.Request.Headers.UserAgent.ToString();
        return Browsers.Any(name => agent.Contains(name, StringComparison.OrdinalIgnoreCase))
            ? Results.Text(message, "text/plain; charset=utf-8", statusCode: status)
            : SiteAnswers.Error(status, message);
    }
}
