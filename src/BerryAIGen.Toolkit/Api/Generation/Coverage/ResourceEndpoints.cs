using System.ComponentModel;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Resources;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Generation.Queue;
using Microsoft.AspNetCore.Mvc;

namespace BerryAIGen.Toolkit.Api.Generation.Coverage;

internal static class ResourceEndpoints
{
    public static void MapResources(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation/resources").WithTags("Generation");
        group
            .MapGet("", FindAsync)
            .WithSummary(
                "Models to choose from for generating, of the library and of Civitai, by what the place takes."
            );
        group
            .MapPost("/check", CheckAsync)
            .RequireScope(AccessScope.Read)
            .WithSummary(
                "How chosen models fit another ecosystem, and what could stand in their place; none is left out."
            );
    }

    private static async Task<ResourcesDocument> FindAsync(
        HttpContext http,
        [Description("The checkpoint's ecosystem: its id, key, name or one of its base models.")] string? ecosystem,
        [Description("What is made of what, such as txt2img; only types that its form has a field for.")]
            string? workflow,
        [Description("Civitai's type, such as LORA; several with commas.")] string? type,
        [Description("Words; without any, all.")] string? query,
        [Description("local, civitai or all; all without it.")] string? source,
        [FromQuery(Name = "can_generate"), Description("true only models that generate for you, false only others.")]
            bool? canGenerate,
        [Description("Where they are to generate, for can_generate: civitai or home; anywhere without it.")] string? at,
        [Description("true for mature models of Civitai as well.")] bool? nsfw,
        [Description("Models of each source, 1 to 100; 20 without it.")] int? limit,
        [Description("next_cursor of the page before.")] string? cursor,
        ResourceSelection selection,
        MaturityStore maturity,
        CancellationToken cancellationToken
    )
    {
        http.RequireKnownArguments(
            "ecosystem",
            "workflow",
            "type",
            "query",
            "source",
            "can_generate",
            "at",
            "nsfw",
            "limit",
            "cursor"
        );
        var wish = new ResourceQuery
        {
            Ecosystem = Word(ecosystem),
            Workflow = Word(workflow),
            Types = type.Words(),
            Query = Word(query),
            Source = Word(source),
            CanGenerate = canGenerate,
            At = Word(at),
            Nsfw = nsfw ?? false,
            Limit = limit ?? 20,
            Cursor = Word(cursor),
        };
        return ResourcesDocument.Of(
            await selection.FindAsync(wish, http.Audience(), cancellationToken),
            await maturity.GetAsync(http.Owner(), cancellationToken)
        );
    }

    private static async Task<ResourceCheckDocument> CheckAsync(
        ResourceCheckQuestion question,
        ResourceCheck check,
        MaturityStore maturity,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var items = await check.CheckAsync(
            question.Resources,
            Word(question.Ecosystem),
            Word(question.At),
            http.Audience(),
            cancellationToken
        );
        var limits = await maturity.GetAsync(http.Owner(), cancellationToken);
        return new ResourceCheckDocument([.. items.Select(item => ResourceDocument.Of(item, limits))]);
    }

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
