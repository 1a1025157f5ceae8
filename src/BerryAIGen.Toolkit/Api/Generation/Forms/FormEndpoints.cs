using System.ComponentModel;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Gates;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Forms.Shown;
using BerryAIGen.Generation.Remix;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Generation.Coverage;
using Microsoft.AspNetCore.Http.Features;

namespace BerryAIGen.Toolkit.Api.Generation.Forms;

/// <summary>Questions about forms; nothing is submitted and nothing is kept.</summary>
internal static class FormEndpoints
{
    // As for pictures that are only read; a form with a picture in it or a far too long prompt is told what is wrong with it.
    private const int MostBytes = 32 << 20;

    public static void MapFormQuestions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation").WithTags("Generation");
        group
            .MapPost("/form", EvaluateAsync)
            .RequireScope(AccessScope.Read)
            .Accepts<JsonObject>("application/json")
            .WithSummary(
                "A form with its values as a page draws it: what is chosen, what each field takes, what is missing."
            );
        group
            .MapPost("/compile", CompileAsync)
            .RequireScope(AccessScope.Read)
            .Accepts<JsonObject>("application/json")
            .WithSummary("The workflow that would be submitted for a form; nothing is asked of anybody.");
        group
            .MapPost("/remix", RemixAsync)
            .RequireScope(AccessScope.Read)
            .Accepts<byte[]>(
                "application/octet-stream",
                "image/png",
                "image/jpeg",
                "image/webp",
                "image/avif",
                "video/mp4"
            )
            .WithSummary("The form that makes a picture like the one that is sent once more.");
    }

    private static async Task<ShownForm> EvaluateAsync(
        [Description("The tier whose limits hold: free, founder, bronze, silver, gold or own.")] string? tier,
        [Description("A preset of the ecosystem; what the form says goes before it.")] string? preset,
        HttpContext context,
        Generator generator,
        GateStore gates,
        CancellationToken cancellationToken
    ) => generator.Evaluate(await ReadAsync(context, generator, gates, tier, preset, cancellationToken));

    private static async Task<CompiledDocument> CompileAsync(
        [Description("The tier whose limits hold: free, founder, bronze, silver, gold or own.")] string? tier,
        [Description("A preset of the ecosystem; what the form says goes before it.")] string? preset,
        HttpContext context,
        Generator generator,
        GateStore gates,
        CancellationToken cancellationToken
    )
    {
        var compiled = generator.Compile(await ReadAsync(context, generator, gates, tier, preset, cancellationToken));
        return new CompiledDocument(compiled.Body, compiled.Notes);
    }

    private static async Task<RemixDocument> RemixAsync(
        [Description("true to ask nobody beyond the server's machine.")] bool? local,
        HttpContext context,
        Generator generator,
        RecipeModels models,
        GateStore gates,
        CancellationToken cancellationToken
    )
    {
        AllowLong(context);
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, cancellationToken);
        if (buffer.Length == 0)
            throw new LibraryException(FailureCode.Usage, "The body is the picture; it is empty.");
        var read = PictureModels.Read(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        if (read.Failure is { } failure)
            throw new LibraryException(failure);
        if (read.Reading?.Recipe is not { } recipe)
            throw new LibraryException(
                FailureCode.NotFound,
                "Nothing in the picture says how it was made; send the file as the program wrote it."
            );
        var found = await models.FindAsync(read, local ?? false, cancellationToken);
        var keeper = await gates.KeeperAsync(context.Audience(), cancellationToken);
        return RemixDocument.Of(generator.Remix(recipe, found, keeper));
    }

    private static async Task<FormRequest> ReadAsync(
        HttpContext context,
        Generator generator,
        GateStore gates,
        string? tier,
        string? preset,
        CancellationToken cancellationToken
    )
    {
        context.RequireKnownArguments("tier", "preset");
        AllowLong(context);
        if (await JsonBody.ReadNodeAsync(context, cancellationToken) is not JsonObject values)
            throw new LibraryException(
                FailureCode.Usage,
                "The body is no JSON object; it begins with { \"workflow\": … }."
            );
        var keeper = await gates.KeeperAsync(context.Audience(), cancellationToken);
        return new FormRequest(preset is null ? values : generator.WithPreset(values, preset, keeper))
        {
            Tier = tier,
            Gates = keeper,
        };
    }

    /// <summary>Has a form read whole, so that what is wrong with it is told by its field.</summary>
    internal static void AllowLong(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes;
    }
}
