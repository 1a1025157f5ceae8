namespace BerryAIGen.Library.Configuration;

/// <summary>A key for a source, as it may be shown.</summary>
/// <param name="Source">What it is called here: <c>civitai</c>, <c>huggingface</c>, <c>orchestrator</c>.</param>
/// <param name="Name">What people call whom it is for.</param>
/// <param name="Masked"><c>***</c>, with the last four letters of a long one; null when there is none.</param>
/// <param name="Origin">The variable or the setting that it comes from; null when there is none.</param>
/// <param name="IsFromEnvironment">Whether a variable decides it, whatever is stored.</param>
/// <param name="IsStored">Whether the settings have one, which counts where no variable does.</param>
public sealed record SourceKey(
    string Source,
    string Name,
    string? Masked,
    string? Origin,
    bool IsFromEnvironment,
    bool IsStored
);

/// <summary>The keys for sources in the person's settings; one that is stored is never told again.</summary>
public sealed class SourceKeys
{
    private const int Longest = 500;

    // Of a shorter one the last letters would tell too much.
    private const int LongEnough = 12;

    private static readonly Row[] Rows =
    [
        new(
            "civitai",
            "Civitai",
            ConfigurationFile.CivitaiKey,
            options => options.CivitaiKey,
            (trials, key, stop) => trials.AskCivitaiAsync(key, stop)
        ),
        new(
            "huggingface",
            "Hugging Face",
            ConfigurationFile.HuggingFaceToken,
            options => options.HuggingFaceToken,
            (trials, key, stop) => trials.AskHubAsync(key, stop)
        ),
        new(
            "orchestrator",
            "The orchestrator",
            ConfigurationFile.OrchestratorKey,
            options => options.OrchestratorKey,
            (trials, key, stop) => trials.AskOrchestratorAsync(key, stop)
        ),
    ];

    private readonly LibraryOptions _options;

    /// <param name="options">Name the folder of settings and the environment.</param>
    public SourceKeys(LibraryOptions options) => _options = options;

    /// <summary>All of them, as the environment and the settings have them now.</summary>
    /// <exception cref="LibraryException">The settings cannot be read.</exception>
    public IReadOnlyList<SourceKey> List()
    {
        var file = ConfigurationFile.Load(_options.ConfigurationFolder);
        var now = new LibraryEnvironment(_options.ReadVariable).ToOptions(file);
        return [.. Rows.Select(row => Describe(row, file, row.Find(now)))];
    }

    /// <summary>Writes a key into the settings, which their owner alone can read.</summary>
    /// <exception cref="LibraryException">There is no such source, or the text is no key.</exception>
    public void Set(string source, string key)
    {
        var (row, secret) = Read(source, key);
        ConfigurationFile.Load(_options.ConfigurationFolder).Set(row.Setting, secret.Reveal());
    }

    /// <summary>Asks the source whether it accepts a key; nothing is stored.</summary>
    /// <param name="library">Has the ways to the sources.</param>
    /// <param name="source">Its source; nobody else is told the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <exception cref="LibraryException">There is no such source, or the text is no key.</exception>
    public static Task<KeyTrial> TryAsync(
        BerryLibrary library,
        string source,
        string key,
        CancellationToken cancellationToken
    )
    {
        var (row, secret) = Read(source, key);
        return new KeyTrials(library).TryAsync(row.Name, row.Ask, secret, cancellationToken);
    }

    private static (Row Row, Secret Key) Read(string source, string key)
    {
        var (row, text) = (Get(source), key.Trim());
        if (text.Length is 0 or > Longest || text.Any(letter => letter is <= ' ' or > '~'))
            throw new LibraryException(
                FailureCode.Usage,
                $"That is no key for {row.Name}: paste it as it was given to you, of 1 to {Longest} letters without blanks."
            );
        return Secret.From(text, source) is { } secret
            ? (row, secret)
            : throw new LibraryException(
                FailureCode.Usage,
                $"That is what samples write in the place of a key; paste your own for {row.Name}."
            );
    }

    /// <summary>Takes a key out of the settings.</summary>
    /// <exception cref="LibraryException">There is no such source, or no key of it is stored.</exception>
    public void Remove(string source)
    {
        var row = Get(source);
        var file = ConfigurationFile.Load(_options.ConfigurationFolder);
        if (file.Find(row.Setting) is null)
            throw new LibraryException(
                FailureCode.NotFound,
                Describe(row, file, row.Find(new LibraryEnvironment(_options.ReadVariable).ToOptions(file))).Origin
                    is { } origin
                    ? $"No key for {row.Name} is stored; the one that counts comes from {origin}, which only the server's environment can change."
                    : $"No key for {row.Name} is stored."
            );
        file.Set(row.Setting, null);
    }

    private static SourceKey Describe(Row row, ConfigurationFile file, Secret? secret)
    {
        var stored = file.Find(row.Setting) is not null;
        return new SourceKey(
            row.Source,
            row.Name,
            secret is null ? null : Mask(secret.Reveal()),
            secret?.Origin,
            // As the place of what stands in the file is called.
            secret is not null
                && !secret.Origin.StartsWith($"{row.Setting} in ", StringComparison.Ordinal),
            stored
        );
    }

    private static string Mask(string key) => key.Length >= LongEnough ? $"***{key[^4..]}" : "***";

    private static Row Get(string source) =>
        Rows.FirstOrDefault(row => row.Source.Equals(source, StringComparison.OrdinalIgnoreCase))
        ?? throw new LibraryException(
            FailureCode.NotFound,
            $"There is no key for \"{source}\"; there are {string.Join(", ", Rows.Select(row => row.Source))}."
        );

    private sealed record Row(
        string Source,
        string Name,
        string Setting,
        Func<LibraryOptions, Secret?> Find,
        Func<KeyTrials, Secret, CancellationToken, Task<KeyVerdict>> Ask
    );
}
