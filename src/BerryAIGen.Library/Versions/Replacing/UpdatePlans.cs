using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>Says what an update will do with the files: which leave, where the new one comes first, and where it goes.</summary>
internal sealed class UpdatePlans(LinkedNames links, RootFinder roots, TimeProvider time)
{
    /// <summary>What leaves: the old file, its names in other roots, and what is beyond the newest few that a person wants to keep.</summary>
    public List<LeavingFile> LeavingOf(
        UpdateRequest request,
        UpdateFinding finding,
        IReadOnlyList<UpdateFinding> all,
        RecordRoot root,
        string id
    )
    {
        if (request.Old == OldVersion.Keep)
            return [];
        var place = ReplacedFiles.PlaceOf(request.Old);
        List<string> paths = [finding.Path];
        if (UpdateChoiceStore.Read(root).Of(finding.ModelId).Newest is { } newest)
            paths =
            [
                // Copies of one version are one, and what a person pinned stays.
                .. all.Where(other => other.Line == finding.Line && other.Local?.Root?.Path == root.Path)
                    .GroupBy(other => other.Local!.VersionId)
                    .OrderByDescending(version => version.Max(other => other.PublishedAt ?? DateTimeOffset.MinValue))
                    .Skip(newest - 1)
                    .SelectMany(version => version)
                    .Where(other => other.State != UpdateState.Pinned)
                    .Select(other => other.Path),
            ];
        List<LeavingFile> leaving = [];
        var record = RootRecord.Read(root);
        foreach (var path in paths)
            leaving.Add(
                new LeavingFile(root.Relative(path), place, NextItem()) { Known = KnownOf(record, root, path) }
            );
        foreach (var link in paths.SelectMany(links.Of))
            leaving.Add(
                new LeavingFile(link.Target, KeptKind.Versions.Word, NextItem())
                {
                    How = link.How,
                    Models = link.Models,
                }
            );
        return leaving;

        string NextItem() => leaving.Count == 0 ? id : $"{id}-{leaving.Count + 1}";
    }

    private static JournalFact KnownOf(RootRecord record, RecordRoot root, string path) =>
        KnownState.FactOf(
            record.Find(root.Relative(path))
                ?? new KnownFile { Path = root.Relative(path), Stamp = FileStat.Find(path)?.Stamp }
        );

    /// <summary>Where the new file goes: beside the old one, under its own name or the old one's, never over a third.</summary>
    public static string TargetOf(
        UpdateRequest request,
        UpdateFinding finding,
        OfferedUpdate offer,
        IReadOnlyList<string> leaving
    )
    {
        var own = FileNames.Clean(offer.FileName ?? Path.GetFileName(finding.Path));
        var name = request.KeepsName ? Path.GetFileNameWithoutExtension(finding.Path) + Path.GetExtension(own) : own;
        var wished = Path.Combine(Path.GetDirectoryName(finding.Path)!, name);
        return CandidateNames
            .Of(wished, ConflictRule.Number, $"{offer.VersionId}")
            .First(path => !PresentFiles.IsTaken(path) || leaving.Contains(path));
    }

    /// <summary>Where it comes first: on the file system of its place, and the same in every run, so that a broken transfer goes on.</summary>
    public string StagingOf(RecordRoot root, string path, OfferedUpdate offer)
    {
        var places = new KeptPlaces(KeptKind.Versions, roots, time);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root.Relative(path))))[..8];
        return Path.Combine(
            UpdateRecords.FolderIn(places.For(root, path).Folder),
            $"{offer.VersionId}-{offer.FileId}-{digest}"
        );
    }

    /// <summary>How it comes there.</summary>
    public static DownloadRequest RequestOf(UpdateRequest request, OfferedUpdate offer, string staging, string name) =>
        new()
        {
            References = [offer.Reference],
            Choice = Sources.FileChoice.Primary with { FileId = offer.FileId },
            Target = new DownloadTarget { Folder = staging, FileName = name },
            OnConflict = ConflictRule.Refuse,
            Archives = ArchiveRule.Keep,
            AcceptsDanger = request.AcceptsDanger,
        };

    /// <summary>What is written down before the first rename; time, hash and names are still open.</summary>
    public static UpdateRecord RecordOf(
        RecordRoot root,
        UpdateFinding finding,
        OfferedUpdate offer,
        string id,
        string target,
        string staging,
        IReadOnlyList<LeavingFile> leaving
    ) =>
        new()
        {
            Id = id,
            At = default,
            Stage = UpdateStage.Begun,
            OldPath = root.Relative(finding.Path),
            NewPath = root.Relative(target),
            ModelId = offer.ModelId,
            ModelName = finding.ModelName,
            FromVersion = finding.VersionId,
            FromName = finding.VersionName,
            ToVersion = offer.VersionId,
            ToName = offer.VersionName,
            Sha256 = "",
            Staged = root.Relative(staging),
            Names = [],
            Leaving = leaving,
        };
}
