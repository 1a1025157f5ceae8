using System.Text.Json.Serialization;

namespace BerryAIGen.Library.Identification.Definitions;

/// <summary>A condition: a text is a pattern that a key must fit; an object says more. All members of one object must hold.</summary>
[JsonConverter(typeof(ConditionConverter))]
internal sealed record Condition
{
    /// <summary>Alternatives of a pattern; some key fits one of them.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The dimension whose size is compared, negative from the end; null for none.</summary>
    public int? Dimension { get; init; }

    /// <summary>How many dimensions; null for any number.</summary>
    public int? Rank { get; init; }

    /// <summary>Compares how many blocks there are: the highest first number of the pattern, and one.</summary>
    public bool ComparesBlocks { get; init; }

    /// <summary>Compares how many keys fit.</summary>
    public bool ComparesCount { get; init; }

    /// <summary>The element types of which it has one; null for any.</summary>
    public IReadOnlyList<string>? Dtypes { get; init; }

    /// <summary>A name of the metadata, with <c>*</c>.</summary>
    public string? Metadata { get; init; }

    /// <summary>The texts of which the metadata fits one, with <c>*</c>, in any case; null for any text.</summary>
    public IReadOnlyList<string>? Like { get; init; }

    /// <summary>A name of the folder that is the model, with <c>*</c>: the last resort.</summary>
    public string? Folder { get; init; }

    /// <summary>The numbers of which it is one.</summary>
    public IReadOnlyList<long>? Is { get; init; }

    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    public IReadOnlyList<Condition> All { get; init; } = [];

    public IReadOnlyList<Condition> Any { get; init; } = [];

    public IReadOnlyList<Condition> None { get; init; } = [];

    public bool Accepts(long number) =>
        (Is is null || Is.Contains(number)) && number >= (Minimum ?? number) && number <= (Maximum ?? number);
}
