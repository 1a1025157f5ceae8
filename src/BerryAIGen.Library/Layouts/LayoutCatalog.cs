using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Layouts;

/// <summary>All layouts: the shipped ones, and those of the user's folder over them by id.</summary>
public sealed partial class LayoutCatalog
{
    private const string ResourceFolder = "definitions/layouts/";
    private const string UserFolder = "definitions/layouts";
    private readonly Dictionary<string, Layout> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Layout> _byId = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];

    private LayoutCatalog() { }

    /// <summary>By id.</summary>
    public IReadOnlyCollection<Layout> Layouts => _byId.Values;

    /// <summary>Files of the user that were left out, with the reason; the others hold.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Loads the shipped layouts and those below the user's configuration folder.</summary>
    /// <param name="configurationFolder">Holds <c>definitions/layouts/*.json</c>; null for none.</param>
    public static LayoutCatalog Load(string? configurationFolder)
    {
        var catalog = new LayoutCatalog();
        var assembly = typeof(LayoutCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal).Where(IsLayout))
            catalog.Add(Read(assembly, name));
        var folder = configurationFolder is null ? null : Path.Combine(configurationFolder, UserFolder);
        if (Directory.Exists(folder))
            catalog.AddUserFiles(folder);
        foreach (var layout in catalog.Layouts)
            catalog.Name(layout);
        return catalog;
    }

    /// <summary>The layout by its id or an alias.</summary>
    /// <exception cref="LibraryException">There is none; the message lists the ids.</exception>
    public Layout Get(string name) =>
        _byName.GetValueOrDefault(name.Trim())
        ?? throw new LibraryException(
            FailureCode.Usage,
            $"There is no layout \"{name}\"; use one of {string.Join(", ", _byId.Keys.Order(StringComparer.Ordinal))}."
        );

    private static bool IsLayout(string resource) =>
        resource.Replace('\\', '/').StartsWith(ResourceFolder, StringComparison.Ordinal);

    private static Layout Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        return Check(JsonSerializer.Deserialize(stream, LayoutJson.Default.Layout));
    }

    private void AddUserFiles(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                using var stream = File.OpenRead(path);
                Add(Check(JsonSerializer.Deserialize(stream, LayoutJson.Default.Layout)));
            }
            catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
            {
                _warnings.Add($"The layout in {path} is left out: {ex.Message}");
            }
        }
    }

    private void Add(Layout layout) => _byId[layout.Id] = layout;

    private void Name(Layout layout)
    {
        foreach (var name in layout.Aliases.Append(layout.Id))
        {
            if (!_byName.TryAdd(name, layout) && _byName[name] != layout)
                _warnings.Add(
                    $"The layouts {_byName[name].Id} and {layout.Id} are both called {name}; the first one holds."
                );
        }
    }

    private static Layout Check(Layout? layout)
    {
        if (layout is null)
            throw new JsonException("the file holds null.");
        if (layout.SchemaVersion != 1)
            throw new JsonException($"schemaVersion is {layout.SchemaVersion}; 1 is expected.");
        if (HasEmptyElement(layout))
            throw new JsonException("a list in it holds null.");
        if (!Id().IsMatch(layout.Id))
            throw new JsonException($"\"{layout.Id}\" is no id: lower-case letters, digits and hyphens are expected.");
        if (
            layout
                .Folders.GroupBy(folder => folder.Id, StringComparer.OrdinalIgnoreCase)
                .FirstOrDefault(g => g.Count() > 1) is
            { } twice
        )
            throw new JsonException($"the folder \"{twice.Key}\" is there twice.");
        if (
            layout.Folders.FirstOrDefault(folder => !folder.AlsoReads.Append(folder.Path).All(SafePath.IsInside)) is
            { } outside
        )
            throw new JsonException($"the folder \"{outside.Id}\" leaves the application's folder.");
        var named = layout
            .Types.Concat(layout.MoreTypes)
            .Concat(layout.FileTypes)
            .Select(row => row.Folder)
            .Concat(layout.FormatRules.Select(rule => rule.To))
            .Concat(layout.HeaderRules.SelectMany(rule => rule.From.Append(rule.To)))
            .Append(layout.Fallback);
        if (named.FirstOrDefault(id => !layout.FoldersById.ContainsKey(id)) is { } unknown)
            throw new JsonException($"the folder \"{unknown}\" is named but not described in \"folders\".");
        return layout;
    }

    // The reader refuses a null member, but not a null element.
    private static bool HasEmptyElement(Layout layout) =>
        layout
            .Aliases.Concat<object?>(layout.Types)
            .Concat(layout.MoreTypes)
            .Concat(layout.FileTypes)
            .Concat(layout.FormatRules)
            .Concat(layout.HeaderRules)
            .Concat(layout.Folders)
            .Concat(layout.Folders.Where(folder => folder is not null).SelectMany(TextsOf))
            .Contains(null);

    private static IEnumerable<string> TextsOf(LayoutFolder folder) => folder.Aliases.Concat(folder.AlsoReads);

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(Layout))]
internal sealed partial class LayoutJson : JsonSerializerContext;
