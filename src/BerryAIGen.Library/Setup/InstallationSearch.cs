using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Setup;

/// <summary>Finds what other programs have on this machine, where they usually are. Only names are looked at, nothing is read or written.</summary>
public sealed class InstallationSearch(LibraryOptions options)
{
    /// <summary>Each folder once, in the order of the definitions.</summary>
    public IReadOnlyList<FoundInstallation> Find()
    {
        var definitions = InstallationDefinitions.Load();
        var home = options.ReadVariable("HOME") ?? options.ReadVariable("USERPROFILE");
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<FoundInstallation> found = [];
        foreach (var installation in definitions.Installations)
        {
            foreach (var folder in Candidates(installation, definitions.Parents, home))
            {
                if (Fits(installation, folder) && seen.Add(Resolve(folder)))
                    found.Add(Describe(installation, folder));
            }
        }

        return found;
    }

    private IEnumerable<string> Candidates(
        InstallationDefinition installation,
        IReadOnlyList<string> parents,
        string? home
    )
    {
        if (installation.Variable is { } variable && options.ReadVariable(variable) is { Length: > 0 } named)
            yield return Path.GetFullPath(named, options.WorkingFolder);
        foreach (var folder in installation.Folders)
        {
            if (Path.IsPathRooted(folder))
                yield return folder;
            else if (home is not null && Path.IsPathRooted(home))
                foreach (var parent in parents)
                    yield return Path.Combine(home, parent, folder);
        }
    }

    private static bool Fits(InstallationDefinition installation, string folder) =>
        Directory.Exists(folder)
        && installation.Marks.All(mark => Path.Exists(Path.Combine(folder, mark)))
        && installation.Unless?.Any(mark => Path.Exists(Path.Combine(folder, mark))) != true;

    // Two ways to one folder are one installation.
    private static string Resolve(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
        }
        catch (IOException)
        {
            return folder;
        }
    }

    private FoundInstallation Describe(InstallationDefinition installation, string folder)
    {
        var models = installation.Models is { } name ? Path.Combine(folder, name) : folder;
        return new FoundInstallation(
            installation.Id,
            installation.Name,
            folder,
            models,
            installation.Layout,
            installation.Provider,
            Roots().Any(root => IsSame(root, folder) || IsSame(root, models))
        );
    }

    private IEnumerable<string> Roots() =>
        options.Roots.Select(root => root.Path).Append(options.Root).Append(options.ModelsFolder).OfType<string>();

    private bool IsSame(string one, string other) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(one, options.WorkingFolder))
        == Path.TrimEndingDirectorySeparator(other);
}

/// <param name="Id">Which program: <c>comfyui</c>.</param>
/// <param name="Name">As it calls itself.</param>
/// <param name="Path">Its folder.</param>
/// <param name="ModelsFolder">Where its models are.</param>
/// <param name="Layout">The layout of that folder; null for a store of its own form.</param>
/// <param name="Provider">What runs its models; null when that is nothing we know.</param>
/// <param name="IsRoot">Whether the library's settings name it already.</param>
public sealed record FoundInstallation(
    string Id,
    string Name,
    string Path,
    string ModelsFolder,
    string? Layout,
    string? Provider,
    bool IsRoot
);
