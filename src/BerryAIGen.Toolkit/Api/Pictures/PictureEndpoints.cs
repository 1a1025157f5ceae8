using System.ComponentModel;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Pictures;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Pictures;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Generation.Queue;
using BerryAIGen.Toolkit.Api.Models;
using Microsoft.AspNetCore.Http.Features;

namespace BerryAIGen.Toolkit.Api.Pictures;

/// <summary>Pictures that generators made, and the models that they were made with.</summary>
internal static class PictureEndpoints
{
    // One that is longer is named by its place: add its folder.
    private const int MostBytes = 32 << 20;

    public static IServiceCollection AddPictures(this IServiceCollection services) =>
        services
            .AddSingleton<PictureMatching>()
            .AddSingleton<PictureFolders>()
            .AddSingleton<PictureListing>()
            .AddSingleton<PictureIndexJob>()
            .AddSingleton<IJobKind>(provider => provider.GetRequiredService<PictureIndexJob>());

    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/pictures").WithTags("Pictures");
        group.MapGet("", ListAsync).WithEntityTag().WithSummary("The indexed pictures, a page at a time.");
        group
            .MapGet("/{id}", GetAsync)
            .WithEntityTag()
            .WithSummary("How a picture was made, and which of its models are here.");
        group
            .MapPost("/{id}/install", InstallAsync)
            .WithSummary("Begins to download the models of a picture that are not here.");
        group
            .MapPost("/read", ReadAsync)
            .RequireScope(AccessScope.Read)
            .Accepts<byte[]>(
                "application/octet-stream",
                "image/png",
                "image/jpeg",
                "image/webp",
                "image/avif",
                "video/mp4"
            )
            .WithSummary("How a picture that is sent was made; nothing of it is kept.");
        routes
            .MapGet("/api/models/{id}/pictures", OfModelAsync)
            .WithTags("Pictures")
            .WithEntityTag()
            .WithSummary("The indexed pictures that were made with a model.");
        routes.MapPictureFolders();
        routes.MapPictureFiles();
        routes.MapRemotePictures();
    }

    private static async Task<PicturesDocument> ListAsync(
        [Description("Only pictures of this folder.")] long? folder,
        [Description("Only pictures that were made with this model of the library.")] string? model_id,
        [Description("true only pictures of which a model is not here, false only the others.")] bool? missing,
        [Description("Words of the prompt; all of them must be in it.")] string? q,
        [Description("Only pictures of this program, such as ComfyUI.")] string? application,
        [Description(
            "Only results of generations that are so mature: pg, pg13, r, x, xxx, and unrated for pictures of which nobody said; several with commas between them."
        )]
            string? level,
        [Description("newest (the default) or oldest first.")] string? sort,
        int? offset,
        [Description("The most wanted, 1 to 1000; 100 without it.")] int? limit,
        PictureListing listing,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        PicturesDocument.Of(
            await listing.ListAsync(
                new PictureQuery
                {
                    FolderId = folder,
                    ModelId = model_id,
                    IsMissing = missing,
                    Words = q,
                    Application = application,
                    Levels = level,
                    Sort = sort,
                    Offset = offset,
                    Limit = limit,
                },
                http.Viewer(),
                cancellationToken
            )
        );

    private static async Task<PicturesDocument> OfModelAsync(
        ModelId id,
        [Description("newest (the default) or oldest first.")] string? sort,
        int? offset,
        [Description("The most wanted, 1 to 1000; 100 without it.")] int? limit,
        PictureListing listing,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        PicturesDocument.Of(
            await listing.ListAsync(
                new PictureQuery
                {
                    ModelId = id.Value,
                    Sort = sort,
                    Offset = offset,
                    Limit = limit,
                },
                http.Viewer(),
                cancellationToken
            )
        );

    private static async Task<KnownPictureDocument> GetAsync(
        long id,
        PictureListing listing,
        BerryLibrary library,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        KnownPictureDocument.Of(
            await listing.GetAsync(id, http.Viewer(), cancellationToken),
            library.PictureFiles.Thumbnails.Problem
        );

    /// <summary>Who looks at pictures, by the key.</summary>
    public static PictureViewer Viewer(this HttpContext http) =>
        new(http.Owner(), http.Features.Get<AccessCaller>() is null or { Scope: AccessScope.Admin });

    private static async Task<PictureInstallDocument> InstallAsync(
        long id,
        PictureListing listing,
        BerryLibrary library,
        DownloadOrders orders,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var picture = await listing.GetAsync(id, context.Viewer(), cancellationToken);
        RecipeResource[] wanted =
        [
            .. picture.Models.Where(model => model.State != PictureModelState.Present).Select(model => model.Resource),
        ];
        List<PictureInstallItem> items = [];
        if (wanted.Length > 0)
            foreach (
                var choice in await library.Pictures.ChooseAsync(
                    wanted,
                    library.Options.Network.IsOffline,
                    cancellationToken
                )
            )
                items.Add(await OrderAsync(choice, orders, cancellationToken));
        context.Concerns($"{items.Count(item => item.Download is not null)} downloads of picture {id}");
        return new PictureInstallDocument(items);
    }

    private static async Task<PictureInstallItem> OrderAsync(
        PictureChoice choice,
        DownloadOrders orders,
        CancellationToken cancellationToken
    )
    {
        var resource = choice.Model.Resource;
        if (choice.Request is not { } wanted)
            return new PictureInstallItem(resource, null, ErrorDocument.From(choice.Failure!).Error);
        try
        {
            var order = new DownloadOrder
            {
                Reference = wanted.References[0],
                FileId = wanted.Choice.FileId,
                Sha256 = wanted.Sha256,
                OfList = wanted.IsOfList,
            };
            return new PictureInstallItem(
                resource,
                await orders.StartAsync(order, acceptsPresent: true, cancellationToken),
                null
            );
        }
        catch (LibraryException refused)
        {
            return new PictureInstallItem(resource, null, ErrorDocument.From(refused.Failure).Error);
        }
    }

    private static async Task<ReadPictureDocument> ReadAsync(
        HttpContext context,
        PictureListing listing,
        CancellationToken cancellationToken
    )
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        var read = PictureModels.Read(body.GetBuffer().AsMemory(0, (int)body.Length));
        if (read.Failure is { } failure)
            throw new LibraryException(failure);
        return ReadPictureDocument.Of(
            read.Reading!,
            await listing.JudgeAsync(read.Reading!.Recipe?.Resources ?? [], cancellationToken)
        );
    }
}
