namespace BerryAIGen.Library.Files;

/// <summary>How the entries of one folder are listed: hidden ones and links as well, as the applications do.</summary>
internal static class FolderEntries
{
    /// <summary>What may not be read is an error.</summary>
    public static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = false,
        IgnoreInaccessible = false,
        // By default .NET passes over hidden files; a model is one even when its name begins with a dot.
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>What may not be read is left out.</summary>
    public static readonly EnumerationOptions Readable = new()
    {
        RecurseSubdirectories = false,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.None,
    };
}
