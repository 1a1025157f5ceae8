namespace BerryAIGen.Library.Configuration;

/// <summary>What a source says of a key.</summary>
public enum KeyVerdict
{
    /// <summary>It knows whose key it is.</summary>
    Valid,

    /// <summary>It does not accept it: the key is wrong, expired or revoked.</summary>
    Rejected,

    /// <summary>It could not be asked, or did not say.</summary>
    Unknown,
}

/// <summary>What came of trying a key.</summary>
/// <param name="Verdict">What the source says.</param>
/// <param name="Message">The same as a sentence; it never holds the key.</param>
public sealed record KeyTrial(KeyVerdict Verdict, string Message);
