using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>How a service does. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<ServiceStatus>))]
public readonly record struct ServiceStatus(string Value) : IWord<ServiceStatus>
{
    /// <summary>Nobody asked lately.</summary>
    public static ServiceStatus Unknown { get; } = new("unknown");

    /// <summary>It works.</summary>
    public static ServiceStatus Available { get; } = new("available");

    /// <summary>It works badly.</summary>
    public static ServiceStatus Degraded { get; } = new("degraded");

    /// <summary>It does not work.</summary>
    public static ServiceStatus Unavailable { get; } = new("unavailable");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ServiceStatus> Known { get; } = [Unknown, Available, Degraded, Unavailable];

    static ServiceStatus IWord<ServiceStatus>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(ServiceStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
