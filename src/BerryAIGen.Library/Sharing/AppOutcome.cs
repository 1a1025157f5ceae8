namespace BerryAIGen.Library.Sharing;

/// <summary>What becomes of an application's settings.</summary>
/// <param name="Id">The name of the change for <c>undo</c>; null when nothing was written.</param>
/// <param name="File">The settings.</param>
/// <param name="Diff">The change, line by line, with <c>-</c> and <c>+</c>.</param>
/// <param name="Links">Links in the application's own folders, where a setting would hide what lies there.</param>
/// <param name="Backup">Where the old settings are; null when there were none.</param>
/// <param name="Notes">What a person should know.</param>
public sealed record AppOutcome(
    string? Id,
    string File,
    IReadOnlyList<string> Diff,
    IReadOnlyList<FolderLink> Links,
    string? Backup,
    IReadOnlyList<string> Notes
);

/// <summary>A link to a folder.</summary>
public sealed record FolderLink(string Target, string Source);
