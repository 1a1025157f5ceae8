using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>Where a model or version stands in its life. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<ModelStatus>))]
public readonly record struct ModelStatus(string Value) : IWord<ModelStatus>
{
    /// <summary>Not yet published.</summary>
    public static ModelStatus Draft { get; } = new("Draft");

    /// <summary>Being trained on the site.</summary>
    public static ModelStatus Training { get; } = new("Training");

    /// <summary>Published; what strangers see.</summary>
    public static ModelStatus Published { get; } = new("Published");

    /// <summary>Will be published later.</summary>
    public static ModelStatus Scheduled { get; } = new("Scheduled");

    /// <summary>Withdrawn by its creator.</summary>
    public static ModelStatus Unpublished { get; } = new("Unpublished");

    /// <summary>Withdrawn by the site.</summary>
    public static ModelStatus UnpublishedViolation { get; } = new("UnpublishedViolation");

    /// <summary>Announced only.</summary>
    public static ModelStatus GatherInterest { get; } = new("GatherInterest");

    /// <summary>Deleted.</summary>
    public static ModelStatus Deleted { get; } = new("Deleted");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ModelStatus> Known { get; } =
    [Draft, Training, Published, Scheduled, Unpublished, UnpublishedViolation, GatherInterest, Deleted];

    static ModelStatus IWord<ModelStatus>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
