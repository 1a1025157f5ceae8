using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>Whether an account may act. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/users">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<UserStatus>))]
public readonly record struct UserStatus(string Value) : IWord<UserStatus>
{
    /// <summary>It may.</summary>
    public static UserStatus Active { get; } = new("active");

    /// <summary>It may read only.</summary>
    public static UserStatus Muted { get; } = new("muted");

    /// <summary>It is banned.</summary>
    public static UserStatus Banned { get; } = new("banned");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<UserStatus> Known { get; } = [Active, Muted, Banned];

    static UserStatus IWord<UserStatus>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
