using BerryAIGen.Library.Companions;
using BerryAIGen.Library.Graphs.Reading;

namespace BerryAIGen.Library.Candidates;

/// <summary>Text encoders, VAEs and vision encoders that models of many architectures share, with address and hash.</summary>
internal sealed class CompanionCandidates(CompanionCatalog catalog) : ICandidateSource
{
    public string Name => "companions";

    public bool AsksNetwork => false;

    public Task<IReadOnlyList<ModelCandidate>> FindAsync(NamedModel model, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ModelCandidate>>([
            .. catalog
                .Named(model.FileName)
                .Where(row => model.Folder is null || row.Need.Folder == model.Folder)
                .Select(row => new ModelCandidate(
                    Name,
                    row.File.Address.AbsoluteUri,
                    0.97,
                    $"{row.Need.Role} is known under this name, with its hash"
                )
                {
                    File = row.File.Name,
                    Sha256 = row.File.Sha256,
                    SizeBytes = row.File.SizeBytes,
                }),
        ]);
}
