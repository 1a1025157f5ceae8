using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>How far a training on the site is. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<TrainingStatus>))]
public readonly record struct TrainingStatus(string Value) : IWord<TrainingStatus>
{
    /// <summary>The word <c>Pending</c>.</summary>
    public static TrainingStatus Pending { get; } = new("Pending");

    /// <summary>The word <c>Submitted</c>.</summary>
    public static TrainingStatus Submitted { get; } = new("Submitted");

    /// <summary>The word <c>Paused</c>.</summary>
    public static TrainingStatus Paused { get; } = new("Paused");

    /// <summary>The word <c>Denied</c>.</summary>
    public static TrainingStatus Denied { get; } = new("Denied");

    /// <summary>The word <c>Processing</c>.</summary>
    public static TrainingStatus Processing { get; } = new("Processing");

    /// <summary>The word <c>InReview</c>.</summary>
    public static TrainingStatus InReview { get; } = new("InReview");

    /// <summary>The word <c>Failed</c>.</summary>
    public static TrainingStatus Failed { get; } = new("Failed");

    /// <summary>The word <c>Approved</c>.</summary>
    public static TrainingStatus Approved { get; } = new("Approved");

    /// <summary>The word <c>Expired</c>.</summary>
    public static TrainingStatus Expired { get; } = new("Expired");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<TrainingStatus> Known { get; } =
    [Pending, Submitted, Paused, Denied, Processing, InReview, Failed, Approved, Expired];

    static TrainingStatus IWord<TrainingStatus>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
