namespace BerryAIGen.Library.Downloads.Unpacking;

/// <summary>The words for what happens to an archive, the same on the line, in the settings and in a batch.</summary>
public static class ArchiveWords
{
    private static readonly Dictionary<string, ArchiveRule> Rules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["unpack"] = ArchiveRule.Unpack,
        ["keep"] = ArchiveRule.Keep,
        ["unpack-and-keep"] = ArchiveRule.UnpackAndKeep,
    };

    /// <summary>The default first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Rules.Keys];

    /// <summary>Null for a word that is none of them, and for none.</summary>
    public static ArchiveRule? Find(string? word) =>
        word is not null && Rules.TryGetValue(word.Trim(), out var rule) ? rule : null;
}
