using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Site;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Site.Images;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>Civitai's own read API over the library: its clients find here what is on this machine.</summary>
internal static class SiteEndpoints
{
    private const string Public = "public, s-maxage=300, stale-while-revalidate=150";
    private const string ByHash = "public, s-maxage=3600, stale-while-revalidate=1800";
    private const int MostVersions = 100;
    private const int MostIds = 10_000;
    private const int Sha256Digits = 64;

    public static void MapSite(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("Civitai");
        group.AddEndpointFilter(Cache(Public));
        group.MapGet("/models", SiteListEndpoint.ListAsync).WithSummary("Civitai's list of models, of the library.");
        group.MapGet("/models/{id}", ModelAsync).WithSummary("A model as Civitai describes it.");
        group.MapGet("/model-versions/{id}", VersionAsync).WithSummary("A version as Civitai describes it.");
        group
            .MapGet("/model-versions/mini/{id}", SiteMiniEndpoint.GetAsync)
            .WithSummary("A file of a version, in few words.");
        group
            .MapGet("/creators", SiteNamesEndpoints.CreatorsAsync)
            .WithSummary("Who made the models that can be had here.");
        group
            .MapGet("/images", SiteImagesEndpoint.ListAsync)
            .WithSummary("The pictures of the models that can be had here.");
        group.MapGet("/tags", SiteNamesEndpoints.TagsAsync).WithSummary("The tags of the models that can be had here.");
        group
            .MapGet("/model-versions/by-hash/{hash}", HashAsync)
            .AddEndpointFilter(Cache(ByHash))
            .WithSummary("The version of a file, by any of its hashes.");
        group
            .MapPost("/model-versions/by-hash", HashesAsync)
            .RequireScope(AccessScope.Read)
            .WithSummary("The versions of up to 100 files, by SHA-256.");
        group
            .MapPost("/model-versions/by-hash/ids", IdsAsync)
            .RequireScope(AccessScope.Read)
            .WithSummary("The numbers of up to 10,000 files, by SHA-256.");
        routes
            .MapGet("/api/download/models/{id}", SiteDownload.SendAsync)
            .WithTags("Civitai")
            .WithSummary("A file of a version, whole or in part.");
    }

    /// <summary>Of this server, as the request names it.</summary>
    public static string AddressOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static async Task<IResult> ModelAsync(
        string id,
        HttpContext context,
        SiteIndex index,
        SiteLibrary library,
        SiteMirror mirror,
        CancellationToken cancellationToken
    )
    {
        if (SiteIdReader.Read(id, out var number) is { } refusal)
            return refusal;
        // The numbers of files without a source are made when they are first asked for.
        await index.GetAsync(cancellationToken);
        var address = AddressOf(context.Request);
        var model = await library.FindModelAsync(number, address, cancellationToken);
        if (model is null && await mirror.FetchModelAsync(number, cancellationToken))
            model = await library.FindModelAsync(number, address, cancellationToken);
        return model is null
            ? SiteAnswers.Error(StatusCodes.Status404NotFound, $"No model with id {number}")
            : SiteAnswers.Ok(model);
    }

    private static async Task<IResult> VersionAsync(
        string id,
        HttpContext context,
        SiteIndex index,
        SiteLibrary library,
        SiteMirror mirror,
        CancellationToken cancellationToken
    )
    {
        var number = SiteArguments.JsNumber(id);
        if (double.IsNaN(number))
            return SiteIdReader.Read(id, out _)!;
        if (number == 0)
            return SiteAnswers.Error(StatusCodes.Status400BadRequest, "Missing modelVersionId");
        if (number != Math.Floor(number) || Math.Abs(number) > int.MaxValue)
            return SiteAnswers.Error(StatusCodes.Status404NotFound, "Model not found");
        await index.GetAsync(cancellationToken);
        var address = AddressOf(context.Request);
        var version = await library.FindVersionAsync((int)number, address, cancellationToken);
        // Within an archived model a version has no files; alone it tells of them.
        if (
            version?["files"] is not JsonArray { Count: > 0 }
            && await mirror.FetchVersionAsync((int)number, cancellationToken)
        )
            version = await library.FindVersionAsync((int)number, address, cancellationToken);
        if (version is null)
            return SiteAnswers.Error(StatusCodes.Status404NotFound, "Model not found");
        return version["files"] is JsonArray { Count: 0 }
            ? SiteAnswers.Error(StatusCodes.Status404NotFound, "Missing model file")
            : SiteAnswers.Ok(version);
    }

    private static async Task<IResult> HashAsync(
        string hash,
        HttpContext context,
        SiteIndex index,
        SiteLibrary library,
        SiteMirror mirror,
        CancellationToken cancellationToken
    )
    {
        await index.GetAsync(cancellationToken);
        var address = AddressOf(context.Request);
        var version = await library.FindByHashAsync(hash, address, cancellationToken);
        if (version is null && await mirror.FetchByHashAsync(hash, cancellationToken))
            version = await library.FindByHashAsync(hash, address, cancellationToken);
        return version is null
            ? SiteAnswers.Error(StatusCodes.Status404NotFound, "Model not found")
            : SiteAnswers.Ok(version);
    }

    private static async Task<IResult> HashesAsync(
        HttpContext context,
        SiteIndex index,
        SiteLibrary library,
        SiteMirror mirror,
        CancellationToken cancellationToken
    )
    {
        var (hashes, refusal) = await ReadHashesAsync(context.Request, MostVersions, cancellationToken);
        if (refusal is not null)
            return refusal;
        await index.GetAsync(cancellationToken);
        await mirror.FetchByHashesAsync(hashes, cancellationToken);
        return SiteAnswers.Ok(await library.FindByHashesAsync(hashes, AddressOf(context.Request), cancellationToken));
    }

    private static async Task<IResult> IdsAsync(
        HttpContext context,
        SiteIndex index,
        SiteLibrary library,
        SiteMirror mirror,
        CancellationToken cancellationToken
    )
    {
        var (hashes, refusal) = await ReadHashesAsync(context.Request, MostIds, cancellationToken);
        if (refusal is not null)
            return refusal;
        await index.GetAsync(cancellationToken);
        await mirror.FetchByHashesAsync(hashes, cancellationToken);
        return SiteAnswers.Ok(await library.FindIdsAsync(hashes, cancellationToken));
    }

    private static async Task<(IReadOnlyList<string> Hashes, IResult? Refusal)> ReadHashesAsync(
        HttpRequest request,
        int most,
        CancellationToken cancellationToken
    )
    {
        JsonNode? body = null;
        try
        {
            if (request.HasJsonContentType())
                body = await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken);
        }
        catch (JsonException)
        {
            return ([], Results.Text("Invalid JSON", statusCode: StatusCodes.Status400BadRequest));
        }

        JsonArray issues = [];
        if (body is not JsonArray list)
            issues.Add((JsonNode)Issue("invalid_type", "Invalid input: expected array", []));
        else if (list.Count > most)
            issues.Add((JsonNode)Issue("too_big", $"Too big: expected array to have <={most} items", []));
        else
            foreach (var (at, hash) in list.Index())
                if (hash?.GetValueKind() != JsonValueKind.String || hash.GetValue<string>().Length != Sha256Digits)
                    issues.Add((JsonNode)Issue("custom", "Invalid hash", new JsonArray(at)));
        return issues.Count > 0
            ? (
                [],
                SiteAnswers.Error(
                    StatusCodes.Status400BadRequest,
                    $"Request must include an array of SHA256 Hashes. {SiteAnswers.Readable(issues)}"
                )
            )
            : ([.. body!.AsArray().Select(hash => hash!.GetValue<string>())], null);
    }

    private static JsonObject Issue(string code, string message, JsonArray path) =>
        new()
        {
            ["code"] = code,
            ["path"] = path,
            ["message"] = message,
        };

    // What a key is needed for is kept by nobody on the way.
    private static Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> Cache(
        string rule
    ) =>
        (context, next) =>
        {
            var isOpen = !context.HttpContext.RequestServices.GetRequiredService<ToolkitOptions>().NeedsKey;
            context.HttpContext.Response.Headers.CacheControl = isOpen ? rule : "max-age=0, private, no-cache";
            return next(context);
        };
}
