using BerryAIGen.Database.Site;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary><c>GET /api/v1/model-versions/mini/{id}</c>: one file of a version, in few words.</summary>
internal static class SiteMiniEndpoint
{
    public static async Task<IResult> GetAsync(
        string id,
        HttpContext context,
        SiteIndex index,
        SiteLibrary library,
        SiteMirror mirror,
        ToolkitOptions options,
        CancellationToken cancellationToken
    )
    {
        if (SiteIdReader.Read(id, out var number) is { } refusal)
            return refusal;
        var arguments = new SiteArguments(context.Request.Query);
        var wanted = arguments.Number("modelFileId", 1);
        arguments.Refuse("number", "epoch");
        if (arguments.Issues.Count > 0)
            return SiteAnswers.Pretty(arguments.Issues);
        await index.GetAsync(cancellationToken);
        var files = await library.FilesOfAsync(number, cancellationToken);
        if (files.Count == 0 && await mirror.FetchVersionAsync(number, cancellationToken))
            files = await library.FilesOfAsync(number, cancellationToken);
        if (files.Count == 0)
            return SiteAnswers.Error(StatusCodes.Status404NotFound, "Model not found");
        if ((wanted is null ? files[0] : files.FirstOrDefault(file => file.Id == wanted)) is not { } file)
            return SiteAnswers.Error(
                StatusCodes.Status404NotFound,
                $"Model file {wanted} not found in version {number}"
            );
        return SiteAnswers.Ok(
            SiteMini.Of(file, SiteEndpoints.AddressOf(context.Request), wanted is not null, options.NeedsKey)
        );
    }
}
