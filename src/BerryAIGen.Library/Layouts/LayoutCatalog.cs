using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Layouts;

/// <summary>All layouts: the shipped ones, and those of the user's folder over them by id.</summary>
public sealed class LayoutCatalog
{
    private readonly DefinitionFiles<Layout> _files;
    private readonly Dictionary<string, Layout> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _warnings;

    private LayoutCatalog(DefinitionFiles<Layout> files) => (_files, _warnings) = (files, [.. files.Warnings]);

    /// <summary>By id.</summary>
    public IReadOnlyCollection<Layout> Layouts => [.. _files.ById.Values];

    /// <summary>Files of the user that were left out, with the reason; the others hold.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Loads the shipped layouts and those below the user's configuration folder.</summary>
    /// <param name="configurationFolder">Holds <c>definitions/layouts/*.json</c>; null for none.</param>
    public static LayoutCatalog Load(string? configurationFolder)
    {
        var names = new DefinitionNames("layout");
        var catalog = new LayoutCatalog(
            DefinitionFiles<Layout>.Load(
                "layouts",
                "layout",
                configurationFolder,
                LayoutJson.Default.Layout,
                Check,
                layout => names.Claim(layout.Id, layout.Aliases)
            )
        );
        // Whoever has had a name for longest keeps it.
        foreach (var layout in catalog._files.Eldest)
            catalog.Name(layout);
        return catalog;
    }

    /// <summary>The layout by its id or an alias.</summary>
    /// <exception cref="LibraryException">There is none; the message lists the ids.</exception>
    public Layout Get(string name) =>
        _byName.GetValueOrDefault(name.Trim())
        ?? throw new LibraryException(
            FailureCode.Usage,
            $"There is no layout \"{name}\"; use one of {string.Join(", ", _files.ById.Keys.Order(StringComparer.Ordinal))}."
        );

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

    private static void Check(Layout layout)
    {
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
    }
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
