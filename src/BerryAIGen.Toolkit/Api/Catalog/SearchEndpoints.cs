using System.ComponentModel;
using BerryAIGen.Library;
using BerryAIGen.Library.Sources.Search;
using Microsoft.AspNetCore.Mvc;

namespace BerryAIGen.Toolkit.Api.Catalog;

internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/models/search", SearchAsync)
            .WithTags("Downloads")
            .WithSummary("Models at the sources, by words: what a download takes as its reference.");

    private static async Task<SearchDocument> SearchAsync(
        [Description("Words; without any, what a source shows first.")] string? query,
        [Description("civitai, huggingface; several with commas; without any, all.")] string? source,
        [Description("Civitai's type, such as LORA; on Hugging Face a tag, such as gguf.")] string? type,
        [FromQuery(Name = "base_model"), Description("Such as SDXL 1.0; on Hugging Face owner/name.")]
            string? baseModel,
        [Description("true for mature models as well; without it the source decides.")] bool? nsfw,
        [Description("Models per source, 1 to 100.")] int? limit,
        [Description("next_cursor of the page before.")] string? cursor,
        BerryLibrary library,
        CancellationToken cancellationToken
    )
    {
        var wish = new SearchWish
        {
            Query = Word(query),
            Sources = source?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Type = Word(type),
            BaseModel = Word(baseModel),
            Nsfw = nsfw,
            Limit = limit ?? SearchWish.UsualPerSource,
            Cursor = Word(cursor),
        };
        return SearchDocument.Of(await library.Searching.SearchAsync(wish, cancellationToken));
    }

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
