using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>What ComfyUI searches, and what keeps it from starting.</summary>
/// <param name="Folders">Every type with its folders in order.</param>
/// <param name="Problems">Empty when ComfyUI starts.</param>
/// <param name="Warnings">What is hardly meant so.</param>
public sealed record ApplicationFolders(
    SearchFolders Folders,
    IReadOnlyList<ExtraPathsProblem> Problems,
    IReadOnlyList<string> Warnings
);

/// <summary>Reads an application's folders from what its layout says and from its own settings.</summary>
internal static partial class ComfyUiFolders
{
    /// <param name="layout">One that has a <see cref="Layout.Search"/>.</param>
    /// <param name="application">The application's folder.</param>
    /// <param name="extraFiles">Further files of folders, read behind its own.</param>
    /// <param name="read">The environment.</param>
    /// <exception cref="LibraryException">The folder or a file is not there or cannot be read.</exception>
    public static ApplicationFolders Read(
        Layout layout,
        string application,
        IReadOnlyList<string> extraFiles,
        Func<string, string?> read
    )
    {
        var search = layout.Search!;
        if (!Directory.Exists(application))
            throw new LibraryException(
                FailureCode.NotFound,
                $"{application} is no folder; name the one that holds {layout.Name}."
            );
        // The application asks for its real place, whatever link leads to it.
        var home = Files.FileSystems.RealPath(Path.TrimEndingDirectorySeparator(Path.GetFullPath(application)));
        var folders = new SearchFolders(search.OldNames);
        foreach (var type in TypesOf(search, home))
            AddType(folders, search, type, home);
        var extra = new ExtraModelPaths(folders, new PythonPaths(read));
        var own = Path.Combine(home, search.SettingsFile);
        foreach (var file in File.Exists(own) ? extraFiles.Prepend(own) : extraFiles)
            ReadFile(extra, file);
        return new ApplicationFolders(folders, extra.Problems, extra.Warnings);
    }

    private static void ReadFile(ExtraModelPaths extra, string file)
    {
        try
        {
            extra.Read(file);
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LibraryException(FailureCode.NotFound, $"{file} does not exist; check the name.", ex);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FailureCode.Disk, $"{file} cannot be read: {ex.Message}", ex);
        }
    }

    private static void AddType(SearchFolders folders, FolderSearch search, SearchedType type, string home)
    {
        var extensions = (type.Extensions ?? search.ModelExtensions).Order(StringComparer.Ordinal);
        folders.AddType(
            new SearchFolder(type.Id, [.. extensions])
            {
                BuiltIn = [.. type.Paths.Select(path => PythonPaths.Join(home, path))],
                LaterPaths = [.. type.LaterPaths.Select(path => PythonPaths.Join(home, path))],
            }
        );
        foreach (var path in type.Paths)
            folders.Add(type.Id, PythonPaths.Join(home, path), isDefault: false);
    }

    private static IEnumerable<SearchedType> TypesOf(FolderSearch search, string home)
    {
        var known = NamesIn(Path.Combine(home, search.TypesFile));
        return search.Types.Where(type => !type.IsNewer || known.Contains(type.Id));
    }

    private static HashSet<string> NamesIn(string typesFile)
    {
        try
        {
            return File.Exists(typesFile)
                ? [.. QuotedName().Matches(File.ReadAllText(typesFile)).Select(match => match.Groups[1].Value)]
                : [];
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return []; // Then it is taken for an older version, whose types every version has.
        }
    }

    [GeneratedRegex("""folder_names_and_paths\[["']([a-z0-9_]+)["']\]""", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedName();
}
