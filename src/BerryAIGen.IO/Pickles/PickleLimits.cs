namespace BerryAIGen.IO.Pickles;

/// <summary>
/// How much of a pickle is followed and kept. What goes beyond ends the reading with an error, never with "nothing found".
/// </summary>
public sealed record PickleLimits
{
    /// <summary>For looking only: what collections hold is forgotten but for the first items.</summary>
    public static PickleLimits Scan { get; } = new();

    /// <summary>For taking tensors out: collections are kept whole, since the state dictionary is one.</summary>
    public static PickleLimits Whole { get; } = new() { KeptItems = 4_000_000 };

    /// <summary>No model comes near: one of a thousand tensors has 50,000 instructions.</summary>
    public long Instructions { get; init; } = 200_000_000;

    public int StackItems { get; init; } = 2_000_000;

    public int MemoItems { get; init; } = 1_000_000;

    /// <summary>Of one text; longer ones are no names.</summary>
    public int TextCharacters { get; init; } = 64 * 1024;

    /// <summary>Of all texts together.</summary>
    public long KeptCharacters { get; init; } = 16 << 20;

    /// <summary>Of all byte strings together; further ones are left out.</summary>
    public long KeptBytes { get; init; } = 4 << 20;

    /// <summary>Of all collections together.</summary>
    public long AllItems { get; init; } = 8_000_000;

    /// <summary>Of one collection.</summary>
    public int KeptItems { get; init; } = 64;

    public int Globals { get; init; } = 10_000;
}
