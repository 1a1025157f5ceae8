using System.Collections.Frozen;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Layouts;

/// <summary>The folder rules of one application; a file in <c>definitions/layouts</c>.</summary>
/// <remarks>The generated reader sets members that the file leaves out to null; the setters turn that into "none".</remarks>
public sealed record Layout : IDefinition
{
    /// <summary>The form of the file; 1.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Stable, lower case, words joined by hyphens.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Other names that people use.</summary>
    public IReadOnlyList<string> Aliases
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The folder in the application's own that holds the models; empty when they are the same.</summary>
    public string ModelsFolder
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>Civitai's model types and the folder of each, in the order in which they are shown.</summary>
    public IReadOnlyList<TypeFolder> Types
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Further model types, which are not shown.</summary>
    public IReadOnlyList<TypeFolder> MoreTypes
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Civitai's types of files that have a folder of their own, whatever the model is.</summary>
    public IReadOnlyList<TypeFolder> FileTypes
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Formats that the application does not read in the folder of their type.</summary>
    public IReadOnlyList<FormatRule> FormatRules
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Folders that are wrong for what a file's header says; asked once the file is there.</summary>
    public IReadOnlyList<HeaderRule> HeaderRules
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The folder of types that nothing here names.</summary>
    public required string Fallback { get; init; }

    /// <summary>Every kind of folder the application has.</summary>
    public required IReadOnlyList<LayoutFolder> Folders { get; init; }

    /// <summary>Where the application itself looks, for those whose settings may add folders; null for the others.</summary>
    public FolderSearch? Search { get; init; }

    /// <summary>How the application is told of folders elsewhere; null when it cannot be.</summary>
    public LayoutSharing? Sharing { get; init; }

    /// <summary>The folders by id.</summary>
    [JsonIgnore]
    public FrozenDictionary<string, LayoutFolder> FoldersById =>
        field ??= Folders.ToFrozenDictionary(folder => folder.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder for a file of a model, by the file's type, then the model's, then <see cref="Fallback"/>.</summary>
    public LayoutFolder FolderFor(string? modelType, string? fileType, string? format)
    {
        var id = FindType(FileTypes, fileType) ?? FindType([.. Types, .. MoreTypes], modelType) ?? Fallback;
        var rule = FormatRules.FirstOrDefault(row => row.AppliesTo(format, id));
        return FoldersById[rule?.To ?? id];
    }

    /// <summary>Why a format does not go to this folder; null when it does.</summary>
    public string? FindReason(string? format, string folder) =>
        FormatRules.FirstOrDefault(row => row.AppliesTo(format, folder))?.Because;

    /// <summary>The folder by its id, an alias, the last part of its path, or a model type; null when none fits.</summary>
    public LayoutFolder? FindFolder(string? name)
    {
        var wanted = name?.Trim().TrimEnd('/') ?? "";
        if (wanted.Length == 0)
            return null;
        return FoldersById.GetValueOrDefault(wanted)
            ?? Folders.FirstOrDefault(folder => folder.IsCalled(wanted))
            ?? (FindType([.. Types, .. MoreTypes], wanted) is { } id ? FoldersById[id] : null);
    }

    private static string? FindType(IEnumerable<TypeFolder> rows, string? type) =>
        rows.FirstOrDefault(row => string.Equals(row.Type, type?.Trim(), StringComparison.OrdinalIgnoreCase))?.Folder;
}

/// <summary>One row: what Civitai calls it, and the id of its folder.</summary>
public sealed record TypeFolder(string Type, string Folder);

/// <summary>A format that belongs in another folder than its type.</summary>
/// <param name="Format">Civitai's word, such as <c>GGUF</c>.</param>
/// <param name="From">The folder of the type.</param>
/// <param name="To">The folder that the application reads it from.</param>
/// <param name="Because">The reason, for the person.</param>
public sealed record FormatRule(string Format, string From, string To, string Because)
{
    internal bool AppliesTo(string? format, string folder) =>
        string.Equals(Format, format, StringComparison.OrdinalIgnoreCase) && From == folder;
}
