using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Companions;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Graphs.Nodes;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources.HuggingFace;

namespace BerryAIGen.Library.Graphs;

/// <summary>From a ComfyUI workflow to the model files that it needs: which are here, and where the others may be had.</summary>
public sealed class ModelGraphs
{
    // The folders of nodes are ComfyUI's, whatever layout the models have.
    private const string LayoutOfNodes = "comfyui";

    private readonly BerryLibrary _library;
    private readonly RootRecordCache _records;
    private readonly Lazy<NodePacks> _packs;
    private readonly Lazy<CompanionCatalog> _companions;

    internal ModelGraphs(BerryLibrary library, RootRecordCache records)
    {
        (_library, _records) = (library, records);
        _packs = new(LoadPacks);
        _companions = new(LoadCompanions);
    }

    /// <summary>Reads a workflow and looks for each of its models here, and for the missing ones at all who may have them.</summary>
    /// <exception cref="LibraryException">It is not there or no workflow, or the named root does not exist.</exception>
    public async Task<GraphReport> FindAsync(GraphRequest request, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(request.Path, _library.Options.WorkingFolder);
        var graph = await GraphFile.ReadAsync(request, path, cancellationToken).ConfigureAwait(false);
        _library.Folders().RequireExisting(request.Target);
        var roots = FindRoots(request.Target);
        var (places, hashed) = (roots.Count == 0 ? null : PlacesIn(roots), HashedIn(roots));
        var byAir = places is null ? null : new AirPlaces(_library.Options, places, hashed);
        var named = NamedModels
            .Of(_packs.Value, graph)
            .Select(model => GraphRows.Place(model, places, byAir, hashed, cancellationToken))
            .ToList();
        var notes = new NoteCandidates(NoteLinks.Of(_packs.Value, graph), _packs.Value, _library.Options);
        var search = new CandidateSearch(
            SourcesWith(notes, places, hashed),
            request.AsksForMore ? 1 : CandidateSearch.Sure
        );
        var wanted = named.Where(row => row.Place is null && !row.Model.IsFetchedByNode).Select(row => row.Model);
        var candidates = await GraphRows
            .FindCandidatesAsync(search, [.. wanted], request.IsLocal, cancellationToken)
            .ConfigureAwait(false);
        var rows = named
            .Select(row =>
                (row.Model.IsActive, Shown: GraphRows.Of(row.Model, row.Place, places is not null, candidates))
            )
            .ToList();
        return new GraphReport(
            [.. rows.Where(row => row.IsActive).Select(row => row.Shown)],
            [.. rows.Where(row => !row.IsActive).Select(row => row.Shown)]
        )
        {
            Links = notes.Models,
            Sources = search.Sources,
            Note = GraphRows.NoteOn(
                graph,
                places is null,
                request.IsLocal ? 0 : rows.Count(row => row.IsActive && row.Shown.Path is null)
            ),
        };
    }

    /// <summary>Downloads what is missing, where somebody is sure enough; what nobody knows is a failed item.</summary>
    /// <exception cref="LibraryException">As for <see cref="FindAsync"/>, or no place for models is named.</exception>
    public Task<GraphInstallation> InstallAsync(
        GraphInstallRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        _library.Folders().RootOf(request.Graph.Target);
        return new GraphInstaller(_library, Choices).RunAsync(request, progress, cancellationToken);
    }

    /// <summary>What <see cref="InstallAsync"/> would download, for hosts that have downloads of their own.</summary>
    /// <exception cref="LibraryException">As for <see cref="FindAsync"/>.</exception>
    public async Task<IReadOnlyList<GraphChoice>> ChooseAsync(
        GraphInstallRequest request,
        CancellationToken cancellationToken
    ) =>
        Choices.Of(
            await FindAsync(request.Graph with { AsksForMore = true }, cancellationToken).ConfigureAwait(false),
            request
        );

    /// <summary>A plan's items with what their models need beside them, and what of that is here.</summary>
    internal IReadOnlyList<DownloadItem> WithCompanions(
        IReadOnlyList<DownloadItem> items,
        DownloadTarget target,
        CancellationToken cancellationToken
    )
    {
        var roots = new Lazy<IReadOnlyList<LayoutRoot>>(() =>
            FindRoots(target with { Folder = null, ModelType = null })
        );
        return new ModelCompanions(
            _companions.Value,
            new(() => PlacesIn(roots.Value)),
            new(() => HashedFiles.Read(roots.Value, _records, _library.Time))
        ).Tell(items, cancellationToken);
    }

    /// <summary>Where files of these roots are, and who may have those that are not.</summary>
    /// <param name="target">The root; none named for those of the settings.</param>
    internal ModelSearch OpenSearch(DownloadTarget target)
    {
        _library.Folders().RequireExisting(target);
        var roots = FindRoots(target);
        var (places, hashed) = (roots.Count == 0 ? null : PlacesIn(roots), HashedIn(roots));
        return new ModelSearch(places, hashed, new CandidateSearch(SharedSources()));
    }

    /// <summary>Whether a name ends as files of models do.</summary>
    internal bool HasEnding(string name) => _packs.Value.HasEnding(name);

    /// <summary>What is recorded of the files of the settings' roots.</summary>
    internal HashedFiles RecordedHashes() => HashedIn(FindRoots(DownloadTarget.Default)).Value;

    // None where no place is named.
    private IReadOnlyList<LayoutRoot> FindRoots(DownloadTarget target)
    {
        try
        {
            return _library.Folders().RootsOf(target);
        }
        catch (NoPlaceException)
        {
            return [];
        }
    }

    private GraphChoices Choices => new(_packs.Value);

    private ModelPlaces PlacesIn(IReadOnlyList<LayoutRoot> roots) =>
        new(roots, _packs.Value.HasEnding, _packs.Value.IsCommonName);

    private IReadOnlyList<ICandidateSource> SourcesWith(
        NoteCandidates notes,
        ModelPlaces? places,
        Lazy<HashedFiles> hashed
    )
    {
        var mine = new LibraryCandidates(places, hashed, _packs.Value);
        return
        [
            new WorkflowCandidates(_library.Options),
            notes,
            mine,
            new CompanionCandidates(_companions.Value),
            .. SharedSources(),
        ];
    }

    // Those who know a file by no more than its name and hash.
    private IReadOnlyList<ICandidateSource> SharedSources()
    {
        var (context, packs) = (_library.SourceContext(), _packs.Value);
        return
        [
            new KnownListCandidates(
                new KnownModelList(context.Options, context.Api, context.Time),
                _library.Layouts.Get(LayoutOfNodes),
                packs
            ),
            new CivitaiCandidates(context.Civitai, context.Options, packs),
            new HubCandidates(HuggingFaceSource.OpenFileSearch(context), packs),
        ];
    }

    private Lazy<HashedFiles> HashedIn(IReadOnlyList<LayoutRoot> roots) =>
        new(() => HashedFiles.Read(roots, _records, _library.Time));

    private NodePacks LoadPacks()
    {
        var packs = NodePacks.Load(_library.Options.ConfigurationFolder);
        Tell(packs.Warnings);
        return packs;
    }

    private CompanionCatalog LoadCompanions()
    {
        var companions = CompanionCatalog.Load(_library.Options.ConfigurationFolder);
        Tell(companions.Warnings);
        return companions;
    }

    private void Tell(IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
            _library.Options.OnNotice?.Invoke(warning);
    }
}
