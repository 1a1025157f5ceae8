using BerryAIGen.Civitai;
using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Conversion;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Turns;
using BerryAIGen.Library.Graphs;
using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Importing;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Layouts.ComfyUi;
using BerryAIGen.Library.Locks;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Organizing;
using BerryAIGen.Library.Pictures;
using BerryAIGen.Library.Pictures.Remote;
using BerryAIGen.Library.Pictures.Thumbnails;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Roots.Exchange;
using BerryAIGen.Library.Safety;
using BerryAIGen.Library.Sharing;
using BerryAIGen.Library.Sidecars;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Search;
using BerryAIGen.Library.Subscriptions;
using BerryAIGen.Library.Versions;
using BerryAIGen.Library.Webhooks;

namespace BerryAIGen.Library;

/// <summary>The library as its hosts see it: one method per thing a person can ask for.</summary>
public sealed partial class BerryLibrary : IDisposable
{
    private readonly RootRecordCache _records = new();
    private readonly Lazy<LayoutCatalog> _layouts;
    private readonly Lazy<FileScanner> _scanner;
    private readonly Lazy<SidecarForms> _sidecars;
    private readonly KeyedClient<CivitaiClient> _civitai;
    private readonly Lazy<DownloadHttp> _http;
    private readonly Lazy<DownloadHttp> _outside;
    private readonly Lazy<WebhookClient> _webhooks;
    private readonly Lazy<SmallPictures> _small;
    private readonly Lazy<RemotePictures> _remote;
    private readonly TransferOptions _transfers;
    private readonly DownloadTurns _turns;
    private readonly ModelFolders _modelFolders = new();
    private readonly SpeedLimit? _limit;
    private readonly TimeProvider _time;

    /// <summary>Builds what it needs when it is first asked for; making one costs nothing.</summary>
    /// <exception cref="LibraryException">A count or a time in <paramref name="transfers"/> makes no sense.</exception>
    public BerryLibrary(LibraryOptions options, TransferOptions? transfers = null, TimeProvider? time = null)
    {
        Options = options;
        _transfers = TransferLimits.Check(transfers ?? options.Transfers.ToOptions());
        _time = time ?? TimeProvider.System;
        _turns = new DownloadTurns(_transfers, options.Network.Switch);
        _limit = options.Network.Switch is { } choices
            ? new SpeedLimit(() => choices.Choices.DownloadBytesPerSecond ?? _transfers.BytesPerSecond, _time)
            : SpeedLimit.Of(_transfers.BytesPerSecond, _time);
        _layouts = new(() => LoadLayouts(options));
        _scanner = new(() => FileScanner.Create(options));
        _sidecars = new(() => LoadSidecars(options));
        _civitai = new(() => options.CivitaiKey?.Reveal(), () => LibraryConnections.Civitai(options, _time));
        _http = new(() => LibraryConnections.Downloads(options, _time));
        _outside = new(() => LibraryConnections.Outside(options));
        _webhooks = new(() => LibraryConnections.Webhooks(options, _time));
        _small = new(() => new SmallPictures(options, _time));
        _remote = new(() => new RemotePictures(options, () => _http.Value, _transfers, _time));
    }

    public LibraryOptions Options { get; }

    /// <summary>Civitai itself, for what is asked of it without the library.</summary>
    public CivitaiClient Civitai => _civitai.Now;

    /// <summary>The shipped layouts and the user's own; <see cref="LayoutCatalog.Warnings"/> names files left out.</summary>
    public LayoutCatalog Layouts => _layouts.Value;

    /// <summary>Finds code that would run when a file is loaded.</summary>
    public FileScanner Scanner => _scanner.Value;

    /// <summary>Makes safetensors files of checkpoints, and files of another precision.</summary>
    public ModelConverter Converter => new(Scanner, _time) { ReadOnly = ReadOnly };

    /// <summary>Civitai's types and ComfyUI's folder of each, in the order that <c>civitai types</c> prints.</summary>
    public IReadOnlyList<TypeFolder> TypeFolders => Layouts.Get(new LibraryOptions().Layout).Types;

    /// <summary>What local files are, by their headers.</summary>
    public ModelIdentification Identification =>
        field ??= new ModelIdentification(Options.ConfigurationFolder, Options.OnNotice) { ReadOnly = ReadOnly };

    /// <summary>The places for models in the settings.</summary>
    public ModelRoots Roots => new(Options, Layouts);

    /// <summary>Brings models from one root to another, on disks and in buckets.</summary>
    public RootExchange Exchange => new(this, _records);

    /// <summary>Sorts models into sub-folders, and back.</summary>
    public Organizer Organizing => new(Layouts, Options, _time);

    /// <summary>Lets several applications use one file.</summary>
    public ModelSharing Sharing => new(Layouts, Options, _time);

    /// <summary>Where an application itself would look for models.</summary>
    public ApplicationPaths Paths => new(Layouts, Options.ReadVariable, Options.WorkingFolder);

    /// <summary>Takes a pasted text apart without asking the network; never throws.</summary>
    public Reference Parse(string text) => ReferenceParser.Parse(text, Options);

    /// <summary>Resolves, plans, transfers, verifies, inspects, publishes and records; one failed item never stops the rest.</summary>
    /// <returns>One item per file, in the order of the references; after a cancellation the rest is cancelled, and parts stay.</returns>
    public Task<IReadOnlyList<DownloadItem>> DownloadAsync(
        DownloadRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => Pipeline().DownloadAsync(WithSidecars(request), isDryRun: false, progress, cancellationToken);

    /// <summary>The same, returning as soon as the last file has begun; no item throws.</summary>
    internal Task<IReadOnlyList<Task<DownloadItem>>> StartAsync(
        DownloadRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => Pipeline().StartAsync(WithSidecars(request), isDryRun: false, progress, cancellationToken);

    /// <summary>The same up to the plan: nothing is transferred, nothing is written.</summary>
    /// <remarks>Of main models the items say what else these need, and what of it is here.</remarks>
    public async Task<IReadOnlyList<DownloadItem>> PlanAsync(
        DownloadRequest request,
        CancellationToken cancellationToken
    )
    {
        var full = request with { Archives = request.Archives ?? Options.Archives };
        var items = await Pipeline()
            .DownloadAsync(full, isDryRun: true, progress: null, cancellationToken)
            .ConfigureAwait(false);
        return Graphs.WithCompanions(items, request.Target, cancellationToken);
    }

    /// <summary>Lists of downloads, from files.</summary>
    public BatchDownloads Batches => new(this);

    /// <summary>Files of one's own that become models.</summary>
    public ModelImport Importing
    {
        get
        {
            var gate = new InspectionGate(() => Scanner, Options);
            var stages = new ImportStages(
                this,
                new DownloadPlanner(Folders(), new ListedNames(Layouts)),
                Completion(),
                gate,
                Recorder()
            );
            return new ModelImport(this, stages);
        }
    }

    /// <summary>The models that pictures were made with.</summary>
    public PictureModels Pictures => new(this);

    /// <summary>Folders of pictures.</summary>
    public PictureFiles PictureFiles => new(this);

    /// <summary>The models that ComfyUI's workflows need.</summary>
    public ModelGraphs Graphs => field ??= new ModelGraphs(this, _records);

    /// <summary>Exact lists of files, and roots brought to them.</summary>
    public FileLocks Locks => new(this);

    /// <summary>The model files in the layout's folders; <see cref="DownloadTarget.ModelType"/> narrows to one kind.</summary>
    /// <exception cref="LibraryException">No place is named, or there is no such kind of folder.</exception>
    public Task<FolderListing> ListAsync(DownloadTarget target, CancellationToken cancellationToken)
    {
        Folders().RequireExisting(target);
        var roots = Folders().RootsOf(target.Folder is null ? target : target with { Root = target.Folder });
        return Task.Run(
            () => Sidecars.Complete(FolderScan.Run(roots, target.ModelType, cancellationToken)),
            cancellationToken
        );
    }

    /// <summary>Index, checks, repairs, duplicates, trash and quarantine of what is there.</summary>
    public FileKeeping Keeping => new(this, _time);

    /// <summary>Newer versions of what is there, and the way back.</summary>
    public FileUpdates Updates => new(this, _records);

    /// <summary>Which models lie in folders, and what is known of each.</summary>
    public ModelCatalog Catalog => new(this, _records);

    /// <summary>Asks Civitai by hash, in bulk; one answer per path, in order.</summary>
    public async Task<IReadOnlyList<IdentifiedFile>> IdentifyAsync(
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    )
    {
        Options.Network.Switch?.CheckHashLookup();
        return
        [
            .. (await new FileIdentifier(Civitai).IdentifyAsync(paths, cancellationToken).ConfigureAwait(false)).Select(
                Sidecars.Complete
            ),
        ];
    }

    /// <summary>What other applications wrote beside model files.</summary>
    public ForeignSidecars Sidecars => new(_sidecars.Value) { ReadOnly = ReadOnly };

    /// <summary>Pictures and videos beside models.</summary>
    public ModelPreviews Previews => new(Sidecars);

    /// <summary>Pictures that people gave their models.</summary>
    public OwnPreviewFiles OwnPreviews => new(Options);

    /// <summary>Pictures as narrow as a page shows them.</summary>
    public SmallPictures SmallPictures => _small.Value;

    /// <summary>Pictures of models at the sources.</summary>
    public RemotePictures RemotePictures => _remote.Value;

    /// <summary>Sends what happens to those who want to be told.</summary>
    public WebhookClient Webhooks => _webhooks.Value;

    /// <summary>What sources have of somebody or something that a person follows.</summary>
    public FollowedNews News => new(Civitai, Options, _time);

    /// <summary>Looks for models at the sources.</summary>
    public SourceSearch Searching => new(SourceContext());

    /// <summary>The models folder of the settings.</summary>
    /// <exception cref="LibraryException">No place is named anywhere.</exception>
    public string ModelsFolder => FindModelsFolder();

    public void Dispose()
    {
        _civitai.Dispose();
        if (_http.IsValueCreated)
            _http.Value.Dispose();
        if (_outside.IsValueCreated)
            _outside.Value.Dispose();
        if (_webhooks.IsValueCreated)
            _webhooks.Value.Dispose();
        if (_small.IsValueCreated)
            _small.Value.Dispose();
        if (_remote.IsValueCreated)
            _remote.Value.Dispose();
        _turns.Dispose();
    }
}
