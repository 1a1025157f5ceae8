namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>The folders an application searches, by type, in its order.</summary>
public sealed class SearchFolders
{
    private readonly Dictionary<string, string> _newNames;
    private readonly Dictionary<string, SearchFolder> _byType = new(StringComparer.Ordinal);
    private readonly List<SearchFolder> _folders = [];

    internal SearchFolders(IEnumerable<OldName> oldNames) =>
        _newNames = oldNames.ToDictionary(name => name.Old, name => name.New, StringComparer.Ordinal);

    /// <summary>In the order in which the types were first named.</summary>
    public IReadOnlyList<SearchFolder> Folders => _folders;

    /// <summary>By its name, an old one included; null when nothing names the type.</summary>
    public SearchFolder? Find(string type) => _byType.GetValueOrDefault(_newNames.GetValueOrDefault(type, type));

    internal void AddType(SearchFolder folder)
    {
        _byType.Add(folder.Type, folder);
        _folders.Add(folder);
    }

    /// <summary>Behind the others, or before them all; a path that is there is moved by the latter only.</summary>
    internal void Add(string type, string path, bool isDefault)
    {
        if (Find(type) is not { } folder)
        {
            folder = new SearchFolder(_newNames.GetValueOrDefault(type, type), []);
            AddType(folder);
        }

        folder.Add(path, isDefault);
    }
}

/// <summary>The folders of one type.</summary>
public sealed class SearchFolder
{
    private readonly List<string> _paths = [];

    internal SearchFolder(string type, IReadOnlyList<string> extensions)
    {
        Type = type;
        Extensions = extensions;
    }

    public string Type { get; }

    /// <summary>First found, first taken.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Folders that come behind <see cref="Paths"/> once the application runs.</summary>
    public IReadOnlyList<string> LaterPaths { get; internal init; } = [];

    /// <summary>Those that need no settings.</summary>
    internal IReadOnlyList<string> BuiltIn { get; init; } = [];

    /// <summary>The endings that are listed; none means every file.</summary>
    public IReadOnlyList<string> Extensions { get; }

    /// <summary>The first path: where a file of this type belongs.</summary>
    public string Default => _paths[0];

    internal void Add(string path, bool isDefault)
    {
        var known = _paths.Contains(path);
        if (known && !isDefault)
            return;
        if (known)
            _paths.Remove(path);
        _paths.Insert(isDefault ? 0 : _paths.Count, path);
    }
}
