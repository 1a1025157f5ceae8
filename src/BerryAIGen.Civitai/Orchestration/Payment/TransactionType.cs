using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Which way Buzz went. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<TransactionType>))]
public readonly record struct TransactionType(string Value) : IWord<TransactionType>
{
    /// <summary>Taken.</summary>
    public static TransactionType Debit { get; } = new("debit");

    /// <summary>Given back.</summary>
    public static TransactionType Credit { get; } = new("credit");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<TransactionType> Known { get; } = [Debit, Credit];

    static TransactionType IWord<TransactionType>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(TransactionType other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
