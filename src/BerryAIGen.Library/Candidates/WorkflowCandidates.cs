using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Candidates;

/// <summary>What the workflow itself says of the file: a list of models in it, or an AIR in place of a name.</summary>
internal sealed class WorkflowCandidates(LibraryOptions options) : ICandidateSource
{
    public string Name => "workflow";

    public bool AsksNetwork => false;

    public Task<IReadOnlyList<ModelCandidate>> FindAsync(NamedModel model, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ModelCandidate>>([
            .. Air(model),
            .. model.Declared.Where(row => row.Address is not null).Select(row => Of(row, model)),
        ]);

    private IEnumerable<ModelCandidate> Air(NamedModel model) =>
        ReferenceParser.Parse(model.Name, options) is { Air: not null, Kind: not ReferenceKind.Invalid }
            ? [new ModelCandidate(Name, model.Name, 1, "the workflow names the model itself by its AIR")]
            : [];

    private ModelCandidate Of(DeclaredModel row, NamedModel model) =>
        new(
            Name,
            row.Address!.AbsoluteUri,
            // A short hash is compared with nothing that comes.
            row.IsSha256
                ? 1
                : 0.95,
            row.IsSha256
                ? "the workflow's own list has this address and its hash"
                : "the workflow's own list has this address for it"
        )
        {
            File = model.FileName,
            Sha256 = row.IsSha256 ? row.Hash : null,
        };
}
