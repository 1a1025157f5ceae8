using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Locks;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>
/// Finds the file of a pinned reference where it would go, by the records alone: its source is not asked, and its bytes
/// are not read as long as size and time are those of its record.
/// </summary>
internal sealed class RecordedBefore(TargetFolders folders, RootRecordCache records, TimeProvider time)
{
    /// <summary>The row of the file that is there; null when none is recorded, or only the source can tell which is meant.</summary>
    /// <exception cref="LibraryException">No place is named anywhere.</exception>
    public DownloadItem? Find(Reference reference, DownloadRequest request) =>
        request is { SkipsExisting: true, Known: null } && PinnedFile.Of(reference, request) is { } pin
            ? FoldersOf(request.Target)
                .SelectMany(folder => PathsIn(folder, pin))
                .Select(path => Describe(reference, path, pin))
                .FirstOrDefault(item => item is not null)
            : null;

    private IEnumerable<string> FoldersOf(DownloadTarget target) =>
        target.Folder is { } exact
            ? [folders.FullPath(exact)]
            : folders.RootsOf(target).Select(root => root.ModelsFolder).Distinct();

    private IReadOnlyList<string> PathsIn(string folder, PinnedFile pin)
    {
        try
        {
            if (RecordRoot.FindFor(folder, time) is not { } root)
                return [];
            var below = Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
            return
            [
                .. records
                    .Read(root)
                    .Files.Values.Where(pin.MayBe)
                    .Select(file => root.FullPath(file.Path))
                    .Where(path => path.StartsWith(below, StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return []; // Then the source is asked, as if nothing were recorded.
        }
    }

    private static DownloadItem? Describe(Reference reference, string path, PinnedFile pin)
    {
        var info = new FileInfo(path);
        if (!info.Exists || RecordedHash.FindRecord(path) is not { } record || !pin.Is(path, record))
            return null;
        if (RecordedHash.Find(info, record) is not { } sha256 || AddressOf(record) is not { } address)
            return null;
        return new DownloadItem
        {
            Reference = reference.Text,
            State = DownloadState.AlreadyPresent,
            File = info.Name,
            Path = path,
            SizeBytes = info.Length,
            Sha256 = sha256,
            // Nothing more was looked at; the hash is the record's.
            VerifiedBy = "size",
            Sidecar = Sidecar.PathOf(path),
            Remote = new RemoteFile
            {
                Source = record.Text("source") ?? "url",
                Address = address,
                Name = info.Name,
                SizeBytes = info.Length,
                Hashes = new ExpectedHashes { Sha256 = sha256 },
                ModelId = (int?)record.Number("model_id"),
                VersionId = (int?)record.Number("version_id"),
                FileId = (int?)record.Number("file_id"),
                Record = record,
            },
            Reason = "its record says so, and its source was not asked",
        };
    }

    private static Uri? AddressOf(JsonObject record) =>
        Uri.TryCreate(record.Text("source_url"), UriKind.Absolute, out var address) ? address : null;
}
