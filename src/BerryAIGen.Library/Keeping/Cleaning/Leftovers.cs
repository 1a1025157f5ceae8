using System.Text.RegularExpressions;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Cleaning;

/// <summary>Tells leftovers of ours by their names; what another program left is none of our business.</summary>
internal static partial class Leftovers
{
    private const string RepairFolder = "repair";

    /// <summary>The leftovers among the files of one folder.</summary>
    public static IEnumerable<(string Path, LeftoverKind Kind)> In(string folder, IReadOnlyList<string> files)
    {
        var names = files.Select(file => Path.GetFileName(file)!).ToHashSet(StringComparer.Ordinal);
        var models = names
            .Where(ModelNames.HasEnding)
            .Select(name => Path.GetFileNameWithoutExtension(name)!)
            .ToHashSet();
        var isRepair = folder.Split(Path.DirectorySeparatorChar) is var parts && IsInRepair(parts);
        return files
            .Select(file => (file, Kind: KindOf(folder, Path.GetFileName(file), names, models, isRepair)))
            .Where(file => file.Kind is not null)
            .Select(file => (file.file, file.Kind!.Value));
    }

    /// <summary>The files that go with a leftover: the journal of a part, and drafts of it.</summary>
    public static IEnumerable<string> With(string path, LeftoverKind kind) =>
        kind == LeftoverKind.Part
            ? [path, PartJournal.PathOf(path), PartJournal.PathOf(path) + ".tmp", path + ".ranges"]
            : [path];

    private static bool IsInRepair(string[] folders) =>
        Array.IndexOf(folders, RecordRoot.FolderName) is >= 0 and var at
        && at + 1 < folders.Length
        && folders[at + 1] == RepairFolder;

    private static LeftoverKind? KindOf(
        string folder,
        string name,
        HashSet<string> names,
        HashSet<string> models,
        bool isRepair
    ) =>
        name switch
        {
            _ when PartNames.IsPart(Path.Combine(folder, name)) => LeftoverKind.Part,
            _ when PartNames.IsRejected(name) => LeftoverKind.Rejected,
            _ when DraftName().IsMatch(name) => LeftoverKind.Draft,
            _ when SetAsideName().IsMatch(name) => LeftoverKind.SetAside,
            _ when name.EndsWith(Sidecar.Ending, StringComparison.Ordinal) => names.Contains(
                name[..^Sidecar.Ending.Length]
            ) || Directory.Exists(Path.Combine(folder, name[..^Sidecar.Ending.Length]))
                ? null
                : LeftoverKind.OrphanedRecord,
            _ when PreviewName().Match(name) is { Success: true } preview => models.Contains(preview.Groups[1].Value)
            || names.Contains(preview.Groups[1].Value)
            || Directory.Exists(Path.Combine(folder, preview.Groups[1].Value))
                ? null
                : LeftoverKind.OrphanedPreview,
            _ when isRepair && !name.Contains(".part", StringComparison.Ordinal) => LeftoverKind.Repair,
            _ => null,
        };

    [GeneratedRegex(
        @"^.+(\.civitai\.json|\.preview\.[a-z0-9]+|\.part\.json|manifest\.json|root\.json|\.crc)\.[0-9a-f]{8}\.tmp$|\.[0-9a-f]{8}\.berry-link$|\.blocks$"
    )]
    private static partial Regex DraftName();

    [GeneratedRegex(@"\.civitai\.json\.(other|unreadable)[0-9]*$")]
    private static partial Regex SetAsideName();

    [GeneratedRegex(@"^(.+)\.preview\.(png|jpe?g|webp|gif|avif|mp4|webm)$")]
    private static partial Regex PreviewName();
}
