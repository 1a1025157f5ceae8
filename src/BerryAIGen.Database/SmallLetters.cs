namespace BerryAIGen.Database;

/// <summary>
/// Texts in small letters, as the database makes them: what is kept and what is asked for go the same way. PostgreSQL has a
/// function that knows all letters of its language; that of SQLite knows A to Z, so it is given this one.
/// </summary>
internal static class SmallLetters
{
    /// <summary>What SQLite calls it.</summary>
    public const string SqliteName = "berry_lower";

    /// <summary>What PostgreSQL calls it.</summary>
    public const string PostgreSqlName = "lower";

    public static string Of(string text) => text.ToLowerInvariant();
}
