using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What kind of key a request carried. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/users">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<TokenSubjectType>))]
public readonly record struct TokenSubjectType(string Value) : IWord<TokenSubjectType>
{
    /// <summary>An API key.</summary>
    public static TokenSubjectType ApiKey { get; } = new("apiKey");

    /// <summary>An OAuth access token.</summary>
    public static TokenSubjectType OAuth { get; } = new("oauth");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<TokenSubjectType> Known { get; } = [ApiKey, OAuth];

    static TokenSubjectType IWord<TokenSubjectType>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
