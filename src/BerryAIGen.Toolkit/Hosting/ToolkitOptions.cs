using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Transfers;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>How this server runs: where it listens, which database it keeps, and the library's own settings.</summary>
public sealed record ToolkitOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Where it listens.</summary>
    public Uri Url { get; init; } = new(DefaultUrl);

    /// <summary>A file of SQLite or a <c>postgres://</c> address.</summary>
    public required string Database { get; init; }

    /// <summary>The library's settings: roots, sources, keys, limits.</summary>
    public required LibraryOptions Library { get; init; }

    /// <summary>Downloads that run at once on this server; further ones wait. <c>MAX_CONCURRENT_DOWNLOADS</c>.</summary>
    public int ParallelDownloads { get; init; } = 3;

    /// <summary>The same as it counts now: a person may have set another number while the server runs.</summary>
    public int DownloadsAtOnce => Library.Network.Switch?.Choices.DownloadsAtOnce ?? ParallelDownloads;

    /// <summary>How long one download may take in all. <c>DOWNLOAD_TIMEOUT</c>, in seconds.</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long downloads that failed or were cancelled are remembered, with what came of them; null for ever.
    /// <c>BERRY_FORGET_DOWNLOADS</c>, in days, 0 for never.
    /// </summary>
    public TimeSpan? ForgetDownloadsAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The longest upload of a model, in bytes. <c>BERRY_MAX_UPLOAD_GIB</c>.</summary>
    public long MaxUpload { get; init; } = 64L << 30;

    /// <summary>How much one caller may ask of the own orchestrator.</summary>
    public WorkflowLimits Workflows { get; init; } = new();

    /// <summary>How often the folders of models are looked through although nothing told of a change. <c>BERRY_INDEX_EVERY</c>, in seconds.</summary>
    public TimeSpan IndexEvery { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The same of folders that cannot be watched; never less often than the others.</summary>
    public TimeSpan IndexUnwatchedEvery => IndexEvery < TimeSpan.FromMinutes(1) ? IndexEvery : TimeSpan.FromMinutes(1);

    /// <summary>How often the sources of plug-ins are asked what they have. <c>BERRY_SOURCES_EVERY</c>, in seconds.</summary>
    public TimeSpan AskSourcesEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether the end of the standard input ends the server: for those who start it as a child.</summary>
    public bool EndsWithInput { get; init; }

    /// <summary>A file that gets one line per request; null for none.</summary>
    public string? RequestLog { get; init; }

    /// <summary>Whether Civitai is asked once for models that are not here, and what it says is kept.</summary>
    public bool Mirrors { get; init; }

    /// <summary>The folder whose assemblies are loaded as plug-ins; null loads none.</summary>
    public string? PluginFolder { get; init; }

    /// <summary>The folder of the built page; null for the usual places. <c>BERRY_WEB_DIR</c>.</summary>
    public string? WebFolder { get; init; }

    /// <summary>Whether it is built only to be described: nothing is opened, nothing runs.</summary>
    public bool OnlyDescribes { get; init; }

    /// <summary>Further names under which it is reached, through a proxy for instance; each needs a key.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Sites whose pages may use the API, such as <c>https://example.org</c>.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Requests per second of one address in the long run; 0 for no limit.</summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>Whether a key is asked for also where only this machine reaches the server.</summary>
    public bool RequiresKey { get; init; }

    /// <summary>Whether a key is asked for: whenever another machine may reach the server.</summary>
    public bool NeedsKey => RequiresKey || HostNames.Count > 0 || !Url.IsLoopback;

    /// <summary>The command line over the environment over the defaults.</summary>
    /// <exception cref="LibraryException">An option is unknown or cannot be obeyed; the message names it and the allowed form.</exception>
    public static ToolkitOptions Read(IReadOnlyList<string> args, LibraryEnvironment environment)
    {
        var words = new ToolkitArguments(args, environment, WithValue, [InputOption, "--require-key", "--mirror"]);
        var options = new ToolkitOptions
        {
            Url = words.Find("--url", "BERRY_URL") is { } url ? ReadUrl(url) : new Uri(DefaultUrl),
            Database = words.Find("--database", "BERRY_DATABASE") ?? DefaultDatabase(environment),
            Library = environment.ToOptions(),
            HostNames = words.FindAll("--host-name", "BERRY_HOST_NAMES"),
            AllowedOrigins = [.. words.FindAll("--allow-origin", "BERRY_ALLOW_ORIGINS").Select(ReadOrigin)],
            RequiresKey = words.IsOn("--require-key", "BERRY_REQUIRE_KEY"),
            PluginFolder = words.Find("--plugins", "BERRY_PLUGINS"),
            WebFolder = words.Find("--web", "BERRY_WEB_DIR"),
            Mirrors = words.IsOn("--mirror", "BERRY_MIRROR"),
            RequestLog = words.Find("--request-log", "BERRY_REQUEST_LOG"),
            EndsWithInput = words.Has(InputOption),
        };
        var parallel =
            words.FindNumber(null, "MAX_CONCURRENT_DOWNLOADS", 1, TransferLimits.ParallelFiles)
            ?? options.ParallelDownloads;
        return options with
        {
            Library = ForServer(options.Library, parallel),
            ParallelDownloads = parallel,
            DownloadTimeout = words.FindNumber(null, "DOWNLOAD_TIMEOUT", 1, int.MaxValue) is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : options.DownloadTimeout,
            ForgetDownloadsAfter = words.FindNumber(null, "BERRY_FORGET_DOWNLOADS", 0, 36500) switch
            {
                null => options.ForgetDownloadsAfter,
                0 => null,
                { } days => TimeSpan.FromDays(days),
            },
            MaxUpload = words.FindNumber(null, "BERRY_MAX_UPLOAD_GIB", 1, 1 << 20) is { } gibibytes
                ? (long)gibibytes << 30
                : options.MaxUpload,
            IndexEvery = words.FindNumber(null, "BERRY_INDEX_EVERY", 1, 86400) is { } pause
                ? TimeSpan.FromSeconds(pause)
                : options.IndexEvery,
            AskSourcesEvery = words.FindNumber(null, "BERRY_SOURCES_EVERY", 1, 604800) is { } round
                ? TimeSpan.FromSeconds(round)
                : options.AskSourcesEvery,
            Workflows = ReadWorkflows(words, options.Workflows),
            // One's own machine is not held back; others share the server.
            RequestsPerSecond =
                words.FindNumber("--rate-limit", "BERRY_RATE_LIMIT", 0, 1_000_000) ?? (options.NeedsKey ? 100 : 0),
        };
    }

    // A download that runs waits for no turn of the library's own, and there is a place for models from the start.
    private static LibraryOptions ForServer(LibraryOptions library, int parallel) =>
        library with
        {
            Transfers = library.Transfers with
            {
                ParallelFiles = Math.Max(parallel, library.Transfers.ParallelFiles ?? 0),
            },
            ModelsFolder =
                library.ModelsFolder
                ?? (
                    library is { Root: null, Roots.Count: 0, DataFolder: { } data }
                    && !Directory.Exists(Path.Combine(library.WorkingFolder, "models"))
                        ? Path.Combine(data, "models")
                        : null
                ),
        };

    private static WorkflowLimits ReadWorkflows(ToolkitArguments words, WorkflowLimits usual) =>
        usual with
        {
            Queue = words.FindNumber(null, "BERRY_WORKFLOW_QUEUE", 1, 1_000_000) ?? usual.Queue,
            Steps = words.FindNumber(null, "BERRY_WORKFLOW_STEPS", 1, 1000) ?? usual.Steps,
            BlobBytes = words.FindNumber(null, "BERRY_MAX_BLOB_MIB", 1, 1 << 20) is { } mebibytes
                ? (long)mebibytes << 20
                : usual.BlobBytes,
            Kept = words.FindNumber(null, "BERRY_KEEP_WORKFLOWS", 1, 36500) is { } days
                ? TimeSpan.FromDays(days)
                : usual.Kept,
        };

    private const string InputOption = "--end-with-input";
    private static readonly string[] WithValue =
    [
        "--url",
        "--database",
        "--host-name",
        "--allow-origin",
        "--rate-limit",
        "--request-log",
        "--plugins",
        "--web",
    ];

    // As browsers write it, so that it can be compared: without a slash at the end.
    private static string ReadOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin)
        && origin.Scheme is "http" or "https"
        && origin.PathAndQuery == "/"
            ? origin.GetLeftPart(UriPartial.Authority)
            : throw new LibraryException(
                FailureCode.Usage,
                $"--allow-origin must be like https://example.org, not \"{text}\"."
            );

    private static Uri ReadUrl(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttp
            || url.PathAndQuery != "/"
        )
            throw new LibraryException(
                FailureCode.Usage,
                $"--url must be like {DefaultUrl}, not \"{text}\"; for https put a proxy such as nginx before it."
            );
        return url;
    }

    internal static string DefaultDatabase(LibraryEnvironment environment) =>
        Path.Combine(
            environment.DataFolder
                ?? throw new LibraryException(
                    FailureCode.Usage,
                    "There is no folder for the database: give --database FILE, or set XDG_DATA_HOME or HOME."
                ),
            "library.db"
        );
}
