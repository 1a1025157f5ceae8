using System.ComponentModel;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library;
using BerryAIGen.Library.Sources.Search;
using Microsoft.AspNetCore.Mvc;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <summary>What is looked for at the sources, as it stands in the address.</summary>
internal sealed record SearchQuery
{
    [Description("Words; without any, what a source shows first.")]
    public string? Query { get; init; }

    [Description("civitai, huggingface; several with commas; without any, all.")]
    public string? Source { get; init; }

    [Description(
        "Civitai's types, such as LORA, several with commas; on Hugging Face tags, such as gguf, all of which must fit."
    )]
    public string? Type { get; init; }

    [FromQuery(Name = "base_model")]
    [Description("Such as SDXL 1.0, several with commas; on Hugging Face owner/name.")]
    public string? BaseModel { get; init; }

    [Description(
        "Civitai: rated, downloads, likes, discussed, collected, images, newest, oldest; Hugging Face: downloads, likes, newest, updated, trending. Without effect at Civitai while there are words."
    )]
    public string? Sort { get; init; }

    [Description("What Civitai counts by: day, week, month, year or all.")]
    public string? Period { get; init; }

    [Description("A tag of the source.")]
    public string? Tag { get; init; }

    [Description("Whose models: a name at the source.")]
    public string? Creator { get; init; }

    [Description("true for mature models as well; without it the source decides.")]
    public bool? Nsfw { get; init; }

    [Description(
        "The most mature picture that may come: pg, pg13, r, x or xxx; models without one below it are left out."
    )]
    public string? Level { get; init; }

    [Description("Models per source, 1 to 100.")]
    public int? Limit { get; init; }

    [Description("next_cursor of the page before.")]
    public string? Cursor { get; init; }

    /// <exception cref="LibraryException">The level is none.</exception>
    public SearchWish ToWish() =>
        new()
        {
            Query = Word(Query),
            Sources = Words(Source),
            Types = Words(Type),
            BaseModels = Words(BaseModel),
            Sort = Word(Sort),
            Period = Word(Period),
            Tag = Word(Tag),
            Creator = Word(Creator),
            Nsfw = Nsfw,
            MostLevel = Word(Level) is { } level
                ? MaturityLevel.TryBitOf(level)
                    ?? throw new LibraryException(
                        FailureCode.Usage,
                        $"level is one of {string.Join(", ", MaturityLevel.Words)}, not \"{level}\"."
                    )
                : null,
            Limit = Limit ?? SearchWish.UsualPerSource,
            Cursor = Word(Cursor),
        };

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[] Words(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
