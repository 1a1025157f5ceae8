using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Companions;

/// <summary>Says what a model needs beside it, and what of that is here.</summary>
internal sealed class ModelCompanions(CompanionCatalog catalog, Lazy<ModelPlaces> places, Lazy<HashedFiles> hashed)
{
    // Only the model itself needs them; what changes one goes along with it.
    private static readonly string[] MainTypes = ["Checkpoint"];

    /// <summary>The plan's items, those of main models with their companions.</summary>
    public IReadOnlyList<DownloadItem> Tell(IReadOnlyList<DownloadItem> items, CancellationToken cancellationToken) =>
        [.. items.Select(item => Tell(item, cancellationToken))];

    private DownloadItem Tell(DownloadItem item, CancellationToken cancellationToken) =>
        item is { Failure: null, Remote: { } file }
        && (file.ModelType is null || MainTypes.Contains(file.ModelType))
        && file.FileType is null or "Model" or "Pruned Model" or "Diffusion Model" or "UNet"
        && catalog.Find(file.BaseModel) is { } definition
            ? item with
            {
                Companions = [.. definition.Needs.Select(need => Of(need, cancellationToken))],
                CompanionNote = definition.Note,
            }
            : item;

    // People rename them, and other files have their names.
    private string? FindHere(string folder, CompanionFile file, CancellationToken cancellationToken) =>
        places.Value.Find(folder, file.Name, cancellationToken)?.Path is { } named
        && !hashed.Value.IsOther(named, file.Sha256)
            ? named
            : hashed
                .Value.Find(file.Sha256)
                .Select(known => known.Path)
                .FirstOrDefault(path => places.Value.IsIn(folder, path));

    private ModelCompanion Of(CompanionNeed need, CancellationToken cancellationToken)
    {
        var here = need
            .Files.Select(file => (File: file, Path: FindHere(need.Folder, file, cancellationToken)))
            .FirstOrDefault(row => row.Path is not null);
        var shown = here.File ?? need.Files[0];
        return new ModelCompanion(need.Role, need.Folder)
        {
            Path = here.Path,
            File = shown.Name,
            Address = shown.Address,
            Sha256 = shown.Sha256,
            SizeBytes = shown.SizeBytes,
            When = need.When,
        };
    }
}
