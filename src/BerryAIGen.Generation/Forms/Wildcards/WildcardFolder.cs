namespace BerryAIGen.Generation.Forms.Wildcards;

/// <summary>A person's lists of words: <c>wildcards/NAME.txt</c> in the settings folder, a word or a phrase a line.</summary>
/// <remarks>Names of a prompt are looked up among the files that there are; no path is made of them.</remarks>
internal sealed class WildcardFolder
{
    private const string Ending = ".txt";

    // Longer ones are no lists of words.
    private const long MostBytes = 4 << 20;

    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlyList<string>> _read = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="configurationFolder">Holds <c>wildcards</c>; null for none.</param>
    public WildcardFolder(string? configurationFolder)
    {
        Folder = configurationFolder is null ? null : Path.Combine(configurationFolder, "wildcards");
        if (!Directory.Exists(Folder))
            return;
        var rules = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = 4,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        foreach (var path in Directory.EnumerateFiles(Folder, "*" + Ending, rules).Order(StringComparer.Ordinal))
        {
            _files.TryAdd(Path.GetRelativePath(Folder, path)[..^Ending.Length].Replace('\\', '/'), path);
        }
    }

    /// <summary>Where the lists lie; null when there is no settings folder.</summary>
    public string? Folder { get; }

    /// <summary>The names of all lists: <c>colours</c>, <c>animals/birds</c>.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>The words of a list; null when there is none of that name, empty when it holds none.</summary>
    /// <exception cref="GenerationException">It cannot be read.</exception>
    public IReadOnlyList<string>? Find(string name)
    {
        if (_read.TryGetValue(name, out var known))
            return known;
        if (!_files.TryGetValue(name, out var path))
            return null;
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new GenerationException(
                    Library.FailureCode.Usage,
                    "prompt",
                    $"The wildcard file {path} is longer than {MostBytes >> 20} MiB; divide it."
                );
            return _read[name] = [
                .. File.ReadLines(path)
                    .Select(line => line.Trim())
                    .Where(line => line.Length > 0 && !line.StartsWith('#')),
            ];
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new GenerationException(
                Library.FailureCode.Disk,
                "prompt",
                $"The wildcard file {path} cannot be read: {wrong.Message}"
            );
        }
    }
}
