using BerryAIGen.IO;

namespace BerryAIGen.Toolkit.Page;

/// <summary>A folder whose plain files are handed out, and nothing else: no hidden file, no link, nothing outside.</summary>
/// <param name="path">The folder; it may come and go.</param>
internal sealed class PageFolder(string path)
{
    public string FullPath { get; } = path;

    /// <summary>The file of an address below the folder, such as <c>/assets/index.js</c>; null when there is none.</summary>
    public FileInfo? Find(string address)
    {
        var names = address.TrimStart('/').Split('/');
        if (!names.All(IsPlain))
            return null;
        var at = FullPath;
        foreach (var name in names[..^1])
        {
            at = Path.Combine(at, name);
            // What a link leads to may lie anywhere.
            if (new DirectoryInfo(at) is not { Exists: true, LinkTarget: null })
                return null;
        }

        var file = new FileInfo(Path.Combine(at, names[^1]));
        return file is { Exists: true, LinkTarget: null } && !RegularFile.IsOther(file.FullName) ? file : null;
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && name[0] != '.' && !name.Any(letter => letter is '\\' or ':' || char.IsControl(letter));
}
