using System.Numerics;

namespace BerryAIGen.Generation.Maturity;

/// <summary>How mature a result is, as one bit of those that a person browses by.</summary>
public static class MaturityLevel
{
    public const int Pg = 1;
    public const int Pg13 = 2;
    public const int R = 4;
    public const int X = 8;
    public const int Xxx = 16;

    /// <summary>Withheld by the orchestrator.</summary>
    public const int Blocked = 32;

    /// <summary>The words, the safest first.</summary>
    public static IReadOnlyList<string> Words { get; } = ["pg", "pg13", "r", "x", "xxx"];

    /// <summary>The bit of a word of any case; what nobody rated counts as r until somebody does.</summary>
    public static int BitOf(string? word) => TryBitOf(word) ?? R;

    /// <summary>The bit of a word; null for none of <see cref="Words"/>.</summary>
    public static int? TryBitOf(string? word)
    {
        for (var at = 0; at < Words.Count; at++)
        {
            if (string.Equals(Words[at], word?.Trim(), StringComparison.OrdinalIgnoreCase))
                return 1 << at;
        }

        return null;
    }

    /// <summary>The highest of several bits, which is what counts; above nought.</summary>
    public static int HighestOf(long levels) => (int)Math.Min(1L << BitOperations.Log2((ulong)levels), Xxx);

    /// <summary>The word of a bit.</summary>
    public static string WordOf(int bit) =>
        bit switch
        {
            Pg => Words[0],
            Pg13 => Words[1],
            R => Words[2],
            X => Words[3],
            Xxx => Words[4],
            _ => "blocked",
        };
}
