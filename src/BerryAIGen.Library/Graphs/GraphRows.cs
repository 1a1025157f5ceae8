using BerryAIGen.IO.Graphs;
using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Graphs;

/// <summary>Makes the rows of a report.</summary>
internal static class GraphRows
{
    /// <summary>For how many missing models others are asked: no workflow of a person has more.</summary>
    public const int MostAsked = 200;

    /// <summary>The candidates of each; for what will not run nobody beyond this machine is asked.</summary>
    public static async Task<IReadOnlyDictionary<NamedModel, IReadOnlyList<ModelCandidate>>> FindCandidatesAsync(
        CandidateSearch search,
        IReadOnlyList<NamedModel> wanted,
        bool isLocal,
        CancellationToken cancellationToken
    )
    {
        var asked = wanted.Where(model => model.IsActive).Take(isLocal ? 0 : MostAsked).ToList();
        var others = wanted.Except(asked, ReferenceEqualityComparer.Instance).Cast<NamedModel>();
        var active = await search.FindAsync(asked, isLocal: false, cancellationToken).ConfigureAwait(false);
        var local = await search.FindAsync([.. others], isLocal: true, cancellationToken).ConfigureAwait(false);
        return active
            .Concat(local)
            .ToDictionary(
                row => row.Key,
                row => row.Value,
                (IEqualityComparer<NamedModel>)ReferenceEqualityComparer.Instance
            );
    }

    /// <summary>The model and its file here; one whose recorded bytes are not those that the workflow tells is another file.</summary>
    public static (NamedModel Model, PlacedModel? Place) Place(
        NamedModel model,
        ModelPlaces? places,
        AirPlaces? byAir,
        Lazy<HashedFiles> hashed,
        CancellationToken cancellationToken
    )
    {
        var place = places?.Find(model.Folder, model.Name, cancellationToken) ?? byAir?.Find(model);
        var isOther =
            place is not null
            && model.Declared.Select(row => row.Hash).OfType<string>().Any()
            && model.Declared.All(row => row.Hash is { } hash && hashed.Value.IsOther(place.Path, hash));
        return isOther
            ? (model with { Note = $"{place!.Path} has this name and other bytes than the workflow tells" }, null)
            : (model, place);
    }

    /// <summary>A model as it is told.</summary>
    public static GraphModel Of(
        NamedModel model,
        PlacedModel? place,
        bool isPlaceKnown,
        IReadOnlyDictionary<NamedModel, IReadOnlyList<ModelCandidate>> candidates
    ) =>
        new(model.Name)
        {
            Folder = model.Folder,
            FolderReason = model.FolderReason,
            NodeType = model.NodeType,
            NodeIds = model.NodeIds,
            State =
                place is not null ? GraphModelState.Present
                : isPlaceKnown && !model.IsFetchedByNode ? GraphModelState.Missing
                : GraphModelState.Unknown,
            Path = place?.Path,
            Note =
                place is { IsAsNamed: false } ? $"it lies in {place.Path}: choose it there in the node"
                : place is null && model.IsFetchedByNode ? "the node fetches it itself where it is missing"
                : model.Note,
            Candidates = candidates.GetValueOrDefault(model) ?? [],
        };

    /// <summary>What to know of the whole; null for nothing.</summary>
    public static string? NoteOn(Graph graph, bool isWithoutPlace, int missing) =>
        graph.Form == GraphForm.NodeTypes
            ? "this is ComfyUI's list of its node types (object_info), not a workflow: it names no models"
        : isWithoutPlace
            ? "no place for models is named, so nobody can say which of them are here: name one with --root or MODELS_DIR"
        : missing > MostAsked
            ? $"{missing} models are missing; others were asked for the first {MostAsked} of them only"
        : null;
}
