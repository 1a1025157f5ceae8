using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Graphs;

/// <summary>
/// Finds the file of a model that a workflow names by its AIR: no file is called like that, but where a download came from
/// is recorded with it.
/// </summary>
internal sealed class AirPlaces(LibraryOptions options, ModelPlaces places, Lazy<HashedFiles> hashed)
{
    /// <summary>The file, in a folder where the node looks; null when none is there.</summary>
    public PlacedModel? Find(NamedModel model) =>
        ReferenceParser.Parse(model.Name, options) is { Air: not null, ModelId: not null } air
        && hashed
            .Value.FromSource(CivitaiSource.SourceName)
            .Where(file => IsOf(file.Origin!, air))
            .FirstOrDefault(file => model.Folder is null || places.IsIn(model.Folder, file.Path))
            is { Path: var path }
            ? new PlacedModel(path, IsAsNamed: false)
            : null;

    private static bool IsOf(FileOrigin origin, Reference air) =>
        origin.ModelId == air.ModelId
        && (air.VersionId is null || origin.VersionId == air.VersionId)
        && (air.FileId is null || origin.FileId == air.FileId);
}
