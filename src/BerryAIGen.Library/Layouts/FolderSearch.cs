namespace BerryAIGen.Library.Layouts;

/// <summary>Where an application looks for each type of its files before its settings add more; a part of a layout.</summary>
public sealed record FolderSearch
{
    /// <summary>The file in the application's folder that adds folders, such as <c>extra_model_paths.yaml</c>.</summary>
    public required string SettingsFile { get; init; }

    /// <summary>The application's own list of types; types that only newer versions have are looked up in it.</summary>
    public required string TypesFile { get; init; }

    /// <summary>The endings of types that name none.</summary>
    public required IReadOnlyList<string> ModelExtensions { get; init; }

    /// <summary>Types that have a new name; settings may still use the old one.</summary>
    public required IReadOnlyList<OldName> OldNames { get; init; }

    /// <summary>The types, with the folders in the order of the search.</summary>
    public required IReadOnlyList<SearchedType> Types { get; init; }
}

/// <summary>A type that was called otherwise.</summary>
public sealed record OldName(string Old, string New);

/// <summary>The folders of one type.</summary>
public sealed record SearchedType
{
    public required string Id { get; init; }

    /// <summary>Below the application's folder, with <c>/</c>, first found first.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The endings that are listed, an empty list for all; null for <see cref="FolderSearch.ModelExtensions"/>.</summary>
    public IReadOnlyList<string>? Extensions { get; init; }

    /// <summary>Folders that the application adds behind all others once it runs.</summary>
    public IReadOnlyList<string> LaterPaths
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>True when older versions do not have the type.</summary>
    public bool IsNewer { get; init; }
}
