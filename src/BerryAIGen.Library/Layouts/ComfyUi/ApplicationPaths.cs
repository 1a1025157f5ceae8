namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>Tells where an application itself would look for models.</summary>
public sealed class ApplicationPaths
{
    private readonly LayoutCatalog _layouts;
    private readonly Func<string, string?> _variable;
    private readonly string _workingFolder;

    internal ApplicationPaths(LayoutCatalog layouts, Func<string, string?> variable, string workingFolder)
    {
        _layouts = layouts;
        _variable = variable;
        _workingFolder = workingFolder;
    }

    /// <summary>The folders of every type in the order of the search, read from the application's own settings.</summary>
    /// <param name="layout">The application by its layout's id: <c>comfyui</c>.</param>
    /// <param name="folder">The application's folder.</param>
    /// <param name="extraFiles">Further files of folders, read behind its own.</param>
    /// <exception cref="LibraryException">The folder or a file is not there, or the application has no such settings.</exception>
    public ApplicationFolders Read(string layout, string folder, IReadOnlyList<string> extraFiles)
    {
        var known = _layouts.Get(layout);
        return known.Search is null
            ? throw new LibraryException(
                FailureCode.Usage,
                $"{known.Name} has no settings of folders that can be read."
            )
            : ComfyUiFolders.Read(known, FullPath(folder), [.. extraFiles.Select(FullPath)], _variable);
    }

    private string FullPath(string path) => Path.GetFullPath(path, _workingFolder);
}
