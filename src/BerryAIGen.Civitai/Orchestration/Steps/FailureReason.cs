using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Why a job failed, in the service's word. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<FailureReason>))]
public readonly record struct FailureReason(string Value) : IWord<FailureReason>
{
    /// <summary>Nobody could run it; ask for less, or later.</summary>
    public static FailureReason NoProviderAvailable { get; } = new("no_provider_available");

    /// <summary>The content was refused; the same again is refused again.</summary>
    public static FailureReason Blocked { get; } = new("blocked");

    /// <summary>It took too long; submit it again.</summary>
    public static FailureReason Timeout { get; } = new("timeout");

    /// <summary>It waited too long; submit it again.</summary>
    public static FailureReason Expired { get; } = new("expired");

    /// <summary>It was cancelled.</summary>
    public static FailureReason Canceled { get; } = new("canceled");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<FailureReason> Known { get; } =
    [NoProviderAvailable, Blocked, Timeout, Expired, Canceled];

    static FailureReason IWord<FailureReason>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(FailureReason other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
