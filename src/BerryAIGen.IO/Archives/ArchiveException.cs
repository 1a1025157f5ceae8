namespace BerryAIGen.IO.Archives;

/// <summary>An archive, or an entry of one, cannot be read: it is broken, asks for more than allowed, or needs a tool.</summary>
public sealed class ArchiveException : Exception
{
    internal ArchiveException(string rule, string message, Exception? inner = null)
        : base(message, inner) => Error = new FormatError(rule, message);

    /// <summary>
    /// The rule: Truncated, Corrupt, Encrypted, UnsupportedMethod, TooManyEntries, TooLarge, TooDeep, Bomb,
    /// ToolMissing or ToolFailed.
    /// </summary>
    public FormatError Error { get; }
}
