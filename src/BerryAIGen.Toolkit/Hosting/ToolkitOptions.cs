using System.Globalization;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>How this server runs: where it listens, which database it keeps, and the library's own settings.</summary>
public sealed record ToolkitOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Where it listens: an address of this machine alone.</summary>
    public Uri Url { get; init; } = new(DefaultUrl);

    /// <summary>A file of SQLite or a <c>postgres://</c> address.</summary>
    public required string Database { get; init; }

    /// <summary>The library's settings: roots, sources, keys, limits.</summary>
    public required LibraryOptions Library { get; init; }

    /// <summary>Downloads that run at once on this server; further ones wait. <c>MAX_CONCURRENT_DOWNLOADS</c>.</summary>
    public int ParallelDownloads { get; init; } = 3;

    /// <summary>How long one download may take in all. <c>DOWNLOAD_TIMEOUT</c>, in seconds.</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often the folders of models are looked through although nothing told of a change. <c>BERRY_INDEX_EVERY</c>, in seconds.</summary>
    public TimeSpan IndexEvery { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The same of folders that cannot be watched; never less often than the others.</summary>
    public TimeSpan IndexUnwatchedEvery => IndexEvery < TimeSpan.FromMinutes(1) ? IndexEvery : TimeSpan.FromMinutes(1);

    /// <summary>Whether the end of the standard input ends the server: for those who start it as a child.</summary>
    public bool EndsWithInput { get; init; }

    /// <summary>A file that gets one line per request; null for none.</summary>
    public string? RequestLog { get; init; }

    /// <summary>Whether it is built only to be described: nothing is opened, nothing runs.</summary>
    public bool OnlyDescribes { get; init; }

    /// <summary>The command line over the environment over the defaults.</summary>
    /// <exception cref="LibraryException">An option is unknown or cannot be obeyed; the message names it and the allowed form.</exception>
    public static ToolkitOptions Read(IReadOnlyList<string> args, LibraryEnvironment environment)
    {
        var words = Words(args);
        var options = new ToolkitOptions
        {
            Database = words.GetValueOrDefault("--database") ?? DefaultDatabase(environment),
            Library = environment.ToOptions(),
        };
        return options with
        {
            ParallelDownloads =
                ReadNumber(environment, "MAX_CONCURRENT_DOWNLOADS", most: 64) ?? options.ParallelDownloads,
            DownloadTimeout = ReadNumber(environment, "DOWNLOAD_TIMEOUT", most: int.MaxValue) is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : options.DownloadTimeout,
            IndexEvery = ReadNumber(environment, "BERRY_INDEX_EVERY", most: 86400) is { } pause
                ? TimeSpan.FromSeconds(pause)
                : options.IndexEvery,
            Url = words.TryGetValue("--url", out var url) ? ReadUrl(url) : options.Url,
            EndsWithInput = words.ContainsKey(InputOption),
            RequestLog = words.GetValueOrDefault("--request-log") ?? options.Library.ReadVariable("BERRY_REQUEST_LOG"),
        };
    }

    private const string InputOption = "--end-with-input";
    private static readonly string[] Known = ["--url", "--database", "--request-log"];

    private static Dictionary<string, string> Words(IReadOnlyList<string> args)
    {
        var words = new Dictionary<string, string>();
        for (var at = 0; at < args.Count; at++)
        {
            var name = args[at];
            if (name == InputOption)
                words[name] = "";
            else if (Known.Contains(name) && at + 1 < args.Count)
                words[name] = args[++at];
            else
                throw new LibraryException(
                    FailureCode.Usage,
                    $"\"{name}\" is no option, or has no value; the options are {string.Join(", ", Known)} and {InputOption}."
                );
        }

        return words;
    }

    private static int? ReadNumber(LibraryEnvironment environment, string variable, int most)
    {
        if (environment.Find(variable) is not { } text)
            return null;
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= most
            ? number
            : throw new LibraryException(
                FailureCode.Usage,
                $"{variable} must be a whole number from 1 to {most}, not \"{text}\"."
            );
    }

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
        // Nobody is asked for a key yet, so nobody else may reach it.
        return url.IsLoopback
            ? url
            : throw new LibraryException(
                FailureCode.Usage,
                $"{text} is reached by other machines, and this server has no access keys yet; use an address of this machine such as {DefaultUrl}."
            );
    }

    private static string DefaultDatabase(LibraryEnvironment environment) =>
        Path.Combine(
            environment.DataFolder
                ?? throw new LibraryException(
                    FailureCode.Usage,
                    "There is no folder for the database: give --database FILE, or set XDG_DATA_HOME or HOME."
                ),
            "library.db"
        );
}
