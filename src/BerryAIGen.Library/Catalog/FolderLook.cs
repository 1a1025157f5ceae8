namespace BerryAIGen.Library.Catalog;

/// <summary>What a look through folders found.</summary>
/// <param name="Models">Each once, also where two folders lead to it.</param>
/// <param name="Skipped">What could not be looked at, and why.</param>
/// <param name="Unread">Folders whose content is not known now: what was in them is not gone.</param>
/// <param name="Mounts">Where the file systems begin that the folders, and folders inside them, lie on.</param>
public sealed record FolderLook(
    IReadOnlyList<FoundModel> Models,
    IReadOnlyList<SkippedPath> Skipped,
    IReadOnlyList<string> Unread,
    IReadOnlyDictionary<string, string> Mounts
);
