using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Sharing.Formats;

namespace BerryAIGen.Library.Sharing;

/// <summary>Tells an application in its own settings where the models of a root are.</summary>
internal sealed partial class AppSettings(Layout layout, string application, TimeProvider time)
{
    private static readonly ISettingsFormat[] Formats =
    [
        new YamlSectionFormat(),
        new ArgumentsFormat(),
        new JsonFormat(),
        new FdsFormat(),
    ];

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="from">The root that has the models.</param>
    /// <param name="rootName">Its name in the settings; null when it is not in them.</param>
    /// <param name="isDryRun">Whether nothing is written.</param>
    /// <exception cref="LibraryException">The application has no such settings, or they cannot be changed safely.</exception>
    public AppOutcome Write(LayoutRoot from, string? rootName, bool isDryRun)
    {
        var sharing = Sharing(from);
        var format = Formats.First(known => known.Name == sharing.Format);
        var (edit, links) = Prepare(sharing, from, rootName);
        var text = format.Apply(edit);
        if (sharing.Note is { } note)
            edit.Notes.Add(note);
        var outcome = new AppOutcome(null, edit.File, TextDiff.Of(edit.Text, text), links, null, edit.Notes);
        if (isDryRun || (text == edit.Text && links.Count == 0))
            return outcome;
        try
        {
            var change = AppChange.Begin(
                application,
                edit.File,
                File.Exists(edit.File),
                Strict.GetBytes(text),
                links,
                time.GetUtcNow()
            );
            change.Apply();
            return outcome with { Id = change.Id, Backup = change.Backup };
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            throw new LibraryException(FailureCode.Disk, $"{edit.File} cannot be written: {ex.Message}", ex);
        }
    }

    /// <exception cref="LibraryException">There was no change, or the settings have changed since.</exception>
    public AppOutcome Undo()
    {
        RequireFolder();
        var change =
            AppChange.FindLast(application)
            ?? throw new LibraryException(
                FailureCode.NotFound,
                $"Nothing was changed in {application} that could be undone."
            );
        if (!File.Exists(FileIn(layout.Sharing)) || FileIn(layout.Sharing) != change.File)
            throw new LibraryException(
                FailureCode.NotFound,
                $"The last change in {application} is not one of {layout.Name}'s settings."
            );
        var before = File.ReadAllText(change.File);
        var notes = change.Undo();
        var after = File.Exists(change.File) ? File.ReadAllText(change.File) : "";
        return new AppOutcome(change.Id, change.File, TextDiff.Of(before, after), change.Links, change.Backup, notes);
    }

    private LayoutSharing Sharing(LayoutRoot from)
    {
        RequireFolder();
        if (layout.Sharing is not { } sharing)
            throw new LibraryException(
                FailureCode.Usage,
                $"{layout.Name} has no settings that name folders elsewhere; use 'berry link --from ROOT --to ROOT'."
            );
        if (sharing.ByHand is { } words)
            throw new LibraryException(FailureCode.Usage, words.Replace("{folder}", from.ModelsFolder));
        return
            FileSystems.RealPath(LayoutRoot.Open(layout, application).ModelsFolder)
            == FileSystems.RealPath(from.ModelsFolder)
            ? throw new LibraryException(
                FailureCode.Usage,
                $"{from.ModelsFolder} is {layout.Name}'s own folder; name another root with --from."
            )
            : sharing;
    }

    private void RequireFolder()
    {
        if (!Directory.Exists(application))
            throw new LibraryException(
                FailureCode.NotFound,
                $"{application} is no folder; name the one that holds {layout.Name} with --at."
            );
    }

    private (SettingsEdit Edit, List<FolderLink> Links) Prepare(
        LayoutSharing sharing,
        LayoutRoot from,
        string? rootName
    )
    {
        var file = FileIn(sharing);
        var own = LayoutRoot.Open(layout, application);
        var name = NameOf(rootName, from.ModelsFolder);
        List<(SharedFolder, IReadOnlyList<string>)> rows = [];
        List<FolderLink> links = [];
        List<string> notes = [];
        Dictionary<string, string> usuals = [];
        foreach (var setting in sharing.Folders)
        {
            var folders = FoldersOf(setting, from);
            var usual = layout.FoldersById.TryGetValue(setting.Folder, out var kind) ? own.PathOf(kind) : null;
            if (folders.Count == 0)
                continue;
            if (setting.Key is { } key && usual is not null)
                usuals[key] = usual;
            if (setting.Key is not null && (!setting.Replaces || usual is null || !HoldsModels(usual)))
                rows.Add((setting with { Default = InPlace(setting.Default) }, folders));
            else if (usual is not null)
                AddLinks(Path.Combine(usual, name), folders, links, notes);
        }

        if (rows.Count == 0 && links.Count == 0 && notes.Count == 0)
            throw new LibraryException(
                FailureCode.NotFound,
                $"{from.ModelsFolder} has no folder that {layout.Name} could use."
            );
        var edit = new SettingsEdit
        {
            File = file,
            Text = Read(file),
            Name = name,
            Models = from.ModelsFolder,
            Root = sharing.Root,
            Folders = rows,
            Application = application,
            OwnFolders = usuals,
        };
        edit.Notes.AddRange(notes);
        return (edit, links);
    }

    // Two roots must not meet under one name: the later would take the place of the earlier.
    private static string NameOf(string? rootName, string folder)
    {
        var name = NotInNames().Replace(rootName ?? "models", "_");
        return name == rootName
            ? name
            : $"{name}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..8]}";
    }

    private static List<string> FoldersOf(SharedFolder setting, LayoutRoot from)
    {
        var folders = from.FindKind(setting.Folder) is { } kind ? from.FoldersOf(kind).ToList() : [];
        return folders.Any(folder => folder.Any(char.IsControl))
            ? throw new LibraryException(
                FailureCode.Policy,
                $"A folder of {from.ModelsFolder} has a control character in its name; rename it first."
            )
            : folders;
    }

    // A setting would hide what lies in the application's own folder; a link in it hides nothing.
    private static void AddLinks(
        string target,
        IReadOnlyList<string> folders,
        List<FolderLink> links,
        List<string> notes
    )
    {
        foreach (var (folder, i) in folders.Select((folder, i) => (folder, i)))
        {
            var name = i == 0 ? target : $"{target}_{i + 1}";
            if (new DirectoryInfo(name).LinkTarget == folder)
                continue;
            if (Path.Exists(name) || new DirectoryInfo(name).LinkTarget is not null)
                notes.Add($"{name} is there already and stays; {folder} is not shared");
            else
                links.Add(new FolderLink(name, folder));
        }
    }

    private static bool HoldsModels(string folder) =>
        Directory.Exists(folder)
        && Directory
            .EnumerateFiles(
                folder,
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }
            )
            .Any(ModelNames.HasEnding);

    private string? InPlace(string? usual) => usual?.Replace("{application}", application);

    private string FileIn(LayoutSharing? sharing)
    {
        var name = OperatingSystem.IsWindows() ? sharing?.WindowsFile ?? sharing?.File : sharing?.File;
        var path = Naming.SafePath.Combine(application, name ?? "");
        // Written through a link, so that the link stays one.
        return File.Exists(path)
            ? new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path
            : path;
    }

    private static string Read(string file)
    {
        try
        {
            return File.Exists(file) ? Strict.GetString(File.ReadAllBytes(file)) : "";
        }
        catch (Exception ex) when (ex is DecoderFallbackException || DiskFailures.IsDisk(ex))
        {
            throw new LibraryException(FailureCode.Disk, $"{file} cannot be read as UTF-8 text: {ex.Message}", ex);
        }
    }

    [GeneratedRegex("[^A-Za-z0-9_]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotInNames();
}
