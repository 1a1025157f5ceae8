using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>Where an article stands in its life. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/articles">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<ArticleStatus>))]
public readonly record struct ArticleStatus(string Value) : IWord<ArticleStatus>
{
    /// <summary>Not yet published.</summary>
    public static ArticleStatus Draft { get; } = new("Draft");

    /// <summary>Published.</summary>
    public static ArticleStatus Published { get; } = new("Published");

    /// <summary>Withdrawn by its author.</summary>
    public static ArticleStatus Unpublished { get; } = new("Unpublished");

    /// <summary>Withdrawn by the site.</summary>
    public static ArticleStatus UnpublishedViolation { get; } = new("UnpublishedViolation");

    /// <summary>Being processed.</summary>
    public static ArticleStatus Processing { get; } = new("Processing");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ArticleStatus> Known { get; } =
    [Draft, Published, Unpublished, UnpublishedViolation, Processing];

    static ArticleStatus IWord<ArticleStatus>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
