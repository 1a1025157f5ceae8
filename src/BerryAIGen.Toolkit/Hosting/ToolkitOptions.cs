using System.Net;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>How this server runs: where it listens, which database it keeps, and the library's own settings.</summary>
public sealed record ToolkitOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Where it listens. Any address but loopback needs an access key.</summary>
    public Uri Url { get; init; } = new(DefaultUrl);

    /// <summary>A file of SQLite or a <c>postgres://</c> address.</summary>
    public required string Database { get; init; }

    /// <summary>The library's settings: roots, sources, keys, limits.</summary>
    public required LibraryOptions Library { get; init; }

    /// <summary>The process whose end ends this one; null to run until it is told to stop.</summary>
    public int? ParentId { get; init; }

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => Url.IsLoopback && (!IPAddress.TryParse(Url.Host, out var ip) || IPAddress.IsLoopback(ip));

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
            Url = words.TryGetValue("--url", out var url) ? ReadUrl(url) : options.Url,
            ParentId = words.TryGetValue("--parent-pid", out var id) ? int.Parse(id) : null,
        };
    }

    private static readonly string[] Known = ["--url", "--database", "--parent-pid"];

    private static Dictionary<string, string> Words(IReadOnlyList<string> args)
    {
        var words = new Dictionary<string, string>();
        for (var at = 0; at < args.Count; at += 2)
        {
            if (!Known.Contains(args[at]) || at + 1 == args.Count)
                throw new LibraryException(
                    FailureCode.Usage,
                    $"\"{args[at]}\" is no option with a value; the options are {string.Join(", ", Known)}."
                );
            words[args[at]] = args[at + 1];
        }

        return words;
    }

    private static Uri ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.PathAndQuery == "/"
            ? url
            : throw new LibraryException(
                FailureCode.Usage,
                $"--url must be like {DefaultUrl}, not \"{text}\"; for https put a proxy such as nginx before it."
            );

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
