using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Keeping.Repairs;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Sidecars;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library;

// What its own rooms are built of.
public sealed partial class BerryLibrary
{
    /// <summary>A word that is none is told before anything is downloaded.</summary>
    private DownloadRequest WithSidecars(DownloadRequest request) =>
        request with
        {
            Archives = request.Archives ?? Options.Archives,
            Sidecars = [.. (request.Sidecars ?? Options.Sidecars).Select(name => Sidecars.Forms.GetWritable(name).Id)],
        };

    internal TimeProvider Time => _time;

    internal TransferOptions Transfers => _transfers;

    /// <summary>Asks for files whose addresses a stranger named; hosts of sources are nothing special to it.</summary>
    internal DownloadHttp OutsideHttp => _outside.Value;

    /// <summary>Brings bytes into a part, without a plan.</summary>
    internal FileTransfer Transfer() => new(_http.Value, _transfers, _time);

    /// <summary>The same with other settings; it has connections of its own.</summary>
    internal BerryLibrary With(LibraryOptions options) => new(options, _transfers, _time);

    private static LayoutCatalog LoadLayouts(LibraryOptions options)
    {
        var layouts = LayoutCatalog.Load(options.ConfigurationFolder);
        foreach (var warning in layouts.Warnings)
            options.OnNotice?.Invoke(warning);
        return layouts;
    }

    private static SidecarForms LoadSidecars(LibraryOptions options)
    {
        var forms = SidecarForms.Load(options.ConfigurationFolder);
        foreach (var warning in forms.Warnings)
            options.OnNotice?.Invoke(warning);
        return forms;
    }

    internal ReadOnlyRoots ReadOnly => field ??= new ReadOnlyRoots(Options);

    internal TargetFolders Folders() => new(Layouts, Options, _modelFolders);

    internal string FindModelsFolder() => Folders().RootOf(DownloadTarget.Default).ModelsFolder;

    internal string FindModelsIn(string folder) => Folders().ModelsIn(folder);

    internal BlockFetch Blocks() => new(_http.Value, _transfers, _time);

    internal FileRecorder Recorder() =>
        new(
            new PreviewFetcher(_http.Value, _transfers, _time, _limit),
            new DownloadJournal(_time),
            Sidecars,
            Identification,
            _time
        );

    internal SourceList Sources() => SourceList.Open(SourceContext());

    internal SourceContext SourceContext() =>
        new(Options, new FileProbe(_http.Value, _transfers, _time), _time)
        {
            Api = new ApiReader(_http.Value, _transfers, _time),
            Civitai = () => Civitai,
        };

    private FileCompletion Completion() =>
        new(
            new InspectionGate(() => Scanner, Options),
            new HeaderRouting(Identification),
            Recorder(),
            new DownloadConversion(() => Converter)
        );

    private DownloadPipeline Pipeline()
    {
        var run = new FileRun(Transfer(), Completion(), _transfers, _limit, _time);
        var folders = Folders();
        var recorded = new RecordedBefore(folders, _records, _time);
        return new DownloadPipeline(
            Sources(),
            new DownloadPlanner(folders, new ListedNames(Layouts)),
            run,
            _turns,
            recorded,
            _time
        );
    }
}
