using System.Text;
using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Database.Indexing;

/// <summary>Gives models ids that people can read: the file's name in the letters of addresses, a number when it is taken.</summary>
internal sealed class ModelIds(IEnumerable<string> taken)
{
    private const int Longest = 100;

    // Addresses below /api/models that mean something else.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "capabilities",
        "cleanup",
        "disk-usage",
        "download",
        "downloads",
        "events",
        "export",
        "health",
        "import",
        "index",
        "library",
        "local",
        "metadata",
        "plan",
        "providers",
        "public",
        "quarantine",
        "refresh",
        "registry",
        "resolve",
        "search",
        "security",
        "stats",
        "trash",
    };

    // Ids that differ only in case are one on many systems, and in many heads.
    private readonly HashSet<string> _taken = new(taken, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an id would hide an address.</summary>
    public static bool IsReserved(string id) => Reserved.Contains(id);

    public string Next(FoundModel model) => Next(NameOf(model));

    /// <summary>What the ids of a model begin with.</summary>
    public static string SlugOf(FoundModel model) => SlugOf(NameOf(model));

    /// <summary>Whether an id that somebody chose is free, and taken from now on.</summary>
    public bool TryTake(string id) => !Reserved.Contains(id) && _taken.Add(id);

    public string Next(string name)
    {
        var slug = SlugOf(name);
        var id = Reserved.Contains(slug) ? $"{slug}-model" : slug;
        for (var number = 2; !_taken.Add(id); number++)
            id = $"{slug}-{number}";
        return id;
    }

    internal static string SlugOf(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '.' or '_')
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length == Longest)
                break;
        }

        var text = slug.ToString().Trim('-', '.');
        return text.Length == 0 ? "model" : text;
    }

    private static string NameOf(FoundModel model) =>
        model.IsFolder ? Path.GetFileName(model.Path)
        : model.Parts.Count > 0
            ? Path.GetFileName(model.Path)[
                ..Path.GetFileName(model.Path).LastIndexOf("-00001-of-", StringComparison.Ordinal)
            ]
        : Path.GetFileNameWithoutExtension(model.Path);
}
