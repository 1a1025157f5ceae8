using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Layouts;

namespace BerryAIGen.Library.Roots;

/// <summary>The places for models in the person's settings.</summary>
public sealed class ModelRoots
{
    private readonly LibraryOptions _options;
    private readonly LayoutCatalog _layouts;

    internal ModelRoots(LibraryOptions options, LayoutCatalog layouts) => (_options, _layouts) = (options, layouts);

    /// <summary>In the order in which they are asked.</summary>
    /// <exception cref="LibraryException">A rule in the settings makes no sense.</exception>
    public IReadOnlyList<ModelRoot> List()
    {
        foreach (var root in _options.Roots)
            Check(root);
        return [.. _options.Roots.OrderByDescending(root => root.Priority), .. _options.Buckets];
    }

    /// <summary>Adds a root behind the others and writes the settings; its folder is made now, and never later unasked.</summary>
    /// <exception cref="LibraryException">The name is taken, a rule makes no sense, or the folder cannot be made.</exception>
    public void Add(ModelRoot root)
    {
        var (file, rows) = Load();
        if (rows.Any(row => IsCalled(row, root.Name)))
            throw new LibraryException(
                FailureCode.Conflict,
                $"There is a root \"{root.Name}\" already; use another name."
            );
        var row = new JsonObject();
        root = Check(root);
        if (root is { IsReadOnly: false, IsBucket: false })
            Make(root.Path);
        RootSettings.Write(root, row);
        rows.Add((JsonNode)row);
        file.SetRoots(rows);
    }

    /// <summary>Changes a root and writes the settings.</summary>
    /// <exception cref="LibraryException">There is none of that name, or a rule makes no sense.</exception>
    public ModelRoot Change(string name, Func<ModelRoot, ModelRoot> change)
    {
        var (file, rows) = Load();
        var row = Get(rows, name);
        var known = RootSettings.Read(new JsonArray(row.DeepClone()), file.Path!)[0];
        var changed = Check(change(known));
        RootSettings.Write(changed, row);
        file.SetRoots(rows);
        return changed;
    }

    /// <summary>Forgets a root; its files stay where they are.</summary>
    /// <exception cref="LibraryException">There is none of that name.</exception>
    public void Remove(string name)
    {
        var (file, rows) = Load();
        rows.Remove(Get(rows, name));
        file.SetRoots(rows);
    }

    /// <summary>Where files would go in a folder, before it is a root; nothing is made.</summary>
    /// <param name="path">The application's folder or its models folder, as a whole path.</param>
    /// <param name="layout">The layout's id or an alias; null for that of the settings.</param>
    /// <exception cref="LibraryException">There is no such layout, or the path is none of a folder.</exception>
    public RootPreview Preview(string path, string? layout)
    {
        var root = RootSettings.Check(new ModelRoot { Name = "preview", Path = path }, "The preview");
        if (root.IsBucket)
            throw new LibraryException(
                FailureCode.Usage,
                $"{path} is a bucket: what is pushed there keeps the folders of the root that it comes from."
            );
        return RootPreview.Of(
            LayoutRoot.Open(
                _layouts.Get(layout ?? _options.Layout),
                RootPlaces.FullPath(root.Path, _options),
                _options.ReadVariable
            )
        );
    }

    /// <summary>Reads an amount like <c>50GB</c>.</summary>
    /// <exception cref="LibraryException">It is none.</exception>
    public static long ParseBytes(string text) =>
        ByteAmount.TryParse(text, out var bytes)
            ? bytes
            : throw new LibraryException(
                FailureCode.Usage,
                $"\"{text}\" is no amount of bytes; write it like 50GB or 500MiB."
            );

    // Later a folder that is not there is a drive that is away, and nothing may be put where it would be.
    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FailureCode.Disk, $"{folder} cannot be made: {ex.Message}", ex);
        }
    }

    private ModelRoot Check(ModelRoot root)
    {
        root = RootSettings.Check(root, $"The root \"{root.Name}\"");
        if (root.IsBucket)
            return root;
        var layout = _layouts.Get(root.Layout ?? _options.Layout);
        foreach (var type in root.Types.Concat(root.Templates.Keys).Where(type => type != "*"))
        {
            if (layout.FindFolder(type) is null)
                throw new LibraryException(
                    FailureCode.Usage,
                    $"The root \"{root.Name}\": {layout.Name} has no folder \"{type}\"; use one of {string.Join(", ", layout.Folders.Select(f => f.Id))}."
                );
        }

        return root with
        {
            Path = Path.GetFullPath(root.Path, _options.WorkingFolder),
        };
    }

    private (ConfigurationFile File, JsonArray Rows) Load()
    {
        var file = ConfigurationFile.Load(_options.ConfigurationFolder);
        RootSettings.Read(file.FindRoots(), file.Path ?? "The settings");
        return (file, file.FindRoots()?.DeepClone() as JsonArray ?? []);
    }

    private static JsonObject Get(JsonArray rows, string name) =>
        rows.FirstOrDefault(row => IsCalled(row, name)) as JsonObject
        ?? throw new LibraryException(
            FailureCode.NotFound,
            rows.Count == 0
                ? $"There is no root \"{name}\"; add one with: berry roots add NAME DIR"
                : $"There is no root \"{name}\"; use one of {string.Join(", ", rows.Select(row => $"\"{row!["name"]}\""))}."
        );

    private static bool IsCalled(JsonNode? row, string name) =>
        string.Equals(row?["name"]?.ToString(), name, StringComparison.OrdinalIgnoreCase);
}
