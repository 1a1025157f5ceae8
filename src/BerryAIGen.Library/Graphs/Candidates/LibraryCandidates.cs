using BerryAIGen.IO.Checksums;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Graphs.Candidates;

/// <summary>Files that are here already, in another folder or under another name.</summary>
internal sealed class LibraryCandidates(
    ModelPlaces? places,
    IReadOnlyList<LayoutRoot> roots,
    RootRecordCache records,
    TimeProvider time
) : ICandidateSource
{
    public string Name => "library";

    public bool AsksNetwork => false;

    public Task<IReadOnlyList<GraphCandidate>> FindAsync(NamedModel model, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<GraphCandidate>>(
            places is null ? [] : [.. ByHash(model), .. ByName(model, places, cancellationToken)]
        );

    private IEnumerable<GraphCandidate> ByName(
        NamedModel model,
        ModelPlaces here,
        CancellationToken cancellationToken
    ) =>
        here.Named(model.Name, cancellationToken)
            .Select(path => new GraphCandidate(
                Name,
                path,
                0.9,
                $"a file of this name is here, in a folder where {model.NodeType ?? "the application"} does not look"
            )
            {
                File = Path.GetFileName(path),
                SizeBytes = SizeOf(path),
            });

    private IEnumerable<GraphCandidate> ByHash(NamedModel model) =>
        model
            .Declared.Select(row => row.Hash)
            .OfType<string>()
            .Distinct()
            .SelectMany(hash =>
                Recorded()
                    .Where(row => row.Path is not null && Has(row.Hashes, hash))
                    .Select(row => new GraphCandidate(
                        Name,
                        row.Path,
                        1,
                        $"this file here has the hash {hash} that the workflow tells"
                    )
                    {
                        File = Path.GetFileName(row.Path),
                        Sha256 = row.Hashes.Sha256,
                        SizeBytes = SizeOf(row.Path),
                    })
            );

    // Only files that are as they were when they were hashed by name and place; a check decides the rest.
    private IEnumerable<(string Path, RecordedHashes Hashes)> Recorded() =>
        roots
            .Select(root => root.ModelsFolder)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(ReadRecord)
            .Where(row => File.Exists(row.Path));

    private IReadOnlyList<(string Path, RecordedHashes Hashes)> ReadRecord(string folder)
    {
        try
        {
            return RecordRoot.FindFor(folder, time) is { } root
                ?
                [
                    .. records
                        .Read(root)
                        .Files.Values.Where(file => file is { Presence: FilePresence.Present, Hashes: not null })
                        .Select(file => (root.FullPath(file.Path), file.Hashes!)),
                ]
                : [];
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return []; // Then nothing is known by hash; names still tell.
        }
    }

    // As people write them: SHA-256 and BLAKE3 whole, A1111's short ones, AutoV2 and AutoV3 as beginnings.
    private static bool Has(RecordedHashes known, string hash) =>
        hash.Length switch
        {
            64 => hash == known.Sha256 || hash == known.Blake3 || hash == known.TensorSha256,
            12 => Begins(known.TensorSha256, hash) || Begins(known.Sha256, hash),
            10 => Begins(known.Sha256, hash),
            8 => hash == known.Autov1 || (known.Crc32 is { } crc && Crc32.Equivalent(crc, hash)),
            _ => false,
        };

    private static bool Begins(string? whole, string part) => whole?.StartsWith(part, StringComparison.Ordinal) == true;

    private static long? SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length : null;
}
