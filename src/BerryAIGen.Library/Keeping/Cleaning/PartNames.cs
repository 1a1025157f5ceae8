using System.Text.RegularExpressions;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Downloads.Unpacking;

namespace BerryAIGen.Library.Keeping.Cleaning;

/// <summary>
/// Tells our parts from those of other programs, which have dates and numbers of eight digits in their names as well: by
/// the journal beside it, else by a name that only we give, to a file that only we fetch.
/// </summary>
internal static partial class PartNames
{
    /// <summary>Of a download, of what is unpacked or copied from one, or of a conversion.</summary>
    public static bool IsPart(string path) =>
        HasJournal(path) || IsOfModel(path, Download()) || IsOfModel(path, Copy()) || IsUnpacked(path);

    public static bool IsRejected(string path) => IsOfModel(path, Rejected());

    /// <summary>The part whose owner owns this one too: what is unpacked belongs to its archive.</summary>
    public static string OwnerOf(string path) => FindArchive(path) ?? path;

    private static bool HasJournal(string path) =>
        path.EndsWith(".part", StringComparison.Ordinal) && PartJournal.Find(path) is not null;

    private static bool IsOfModel(string path, Regex form) =>
        form.Match(Path.GetFileName(path)) is { Success: true } match && ModelNames.HasEnding(match.Groups[1].Value);

    private static bool IsUnpacked(string path) =>
        FindArchive(path) is { } part
        && (
            HasJournal(part)
            || ArchiveOffer.IsNamed(Download().Match(Path.GetFileName(part)).Groups[1].Value, fileType: null)
        );

    private static string? FindArchive(string path) =>
        Unpacked().Match(path) is { Success: true } match ? match.Groups[1].Value : null;

    // The file's name and a digest of its address.
    [GeneratedRegex(@"^(.+)\.[0-9a-f]{8}\.part$")]
    private static partial Regex Download();

    [GeneratedRegex(@"^(.+)\.[0-9a-f]{8}\.rejected$")]
    private static partial Regex Rejected();

    // A random id; those have their version and variant at fixed places.
    [GeneratedRegex(@"^(.+)\.[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}\.part$")]
    private static partial Regex Copy();

    // The archive's part and the number of the file in it.
    [GeneratedRegex(@"^(.+\.[0-9a-f]{8}\.part)\.[0-9]+\.part$", RegexOptions.Singleline)]
    private static partial Regex Unpacked();
}
