using BerryAIGen.Library.Graphs.Nodes;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Candidates;

/// <summary>Files that are here already, in another folder or under another name.</summary>
internal sealed class LibraryCandidates(ModelPlaces? places, Lazy<HashedFiles> hashed, NodePacks packs)
    : ICandidateSource
{
    public string Name => "library";

    public bool AsksNetwork => false;

    public Task<IReadOnlyList<ModelCandidate>> FindAsync(NamedModel model, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ModelCandidate>>(
            places is null ? []
            : packs.IsCommonName(model.Name) ? [.. ByHash(model)]
            : [.. ByHash(model), .. ByName(model, places, cancellationToken)]
        );

    private IEnumerable<ModelCandidate> ByName(
        NamedModel model,
        ModelPlaces here,
        CancellationToken cancellationToken
    ) =>
        here.Named(model.Name, cancellationToken)
            .Where(path => !model.Declared.Any(row => row.Hash is { } hash && hashed.Value.IsOther(path, hash)))
            .Select(path => new ModelCandidate(
                Name,
                path,
                0.9,
                $"a file of this name is here, in a folder where {model.NodeType ?? "the application"} does not look"
            )
            {
                File = Path.GetFileName(path),
                SizeBytes = SizeOf(path),
            });

    private IEnumerable<ModelCandidate> ByHash(NamedModel model) =>
        model
            .Declared.Select(row => row.Hash)
            .OfType<string>()
            .Distinct()
            .SelectMany(hash =>
                hashed
                    .Value.Find(hash)
                    .Select(row => new ModelCandidate(
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

    private static long? SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length : null;
}
