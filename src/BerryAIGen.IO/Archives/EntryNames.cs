using System.Text;

namespace BerryAIGen.IO.Archives;

/// <summary>Turns the name of an entry into a path that stays below a folder on every system, or says why it does not.</summary>
internal static class EntryNames
{
    private const int LongestComponentBytes = 255;
    private const int MostComponents = 32;

    internal static (string? Path, string? Why) Check(ArchiveEntry entry) =>
        entry.Kind switch
        {
            ArchiveEntryKind.Link => (null, "it is a link"),
            ArchiveEntryKind.Other => (null, "it is neither a file nor a folder"),
            _ => Check(entry.Name),
        };

    internal static (string? Path, string? Why) Check(string name)
    {
        // Windows takes both for a separator, so both are one everywhere.
        var path = name.Replace('\\', '/');
        if (path.StartsWith('/'))
        {
            return (null, "its name is an absolute path");
        }

        if (path.Contains(':', StringComparison.Ordinal))
        {
            return (null, "its name has a colon, which names a drive or a stream on Windows");
        }

        if (path.Any(char.IsControl))
        {
            return (null, "its name has control characters");
        }

        var components = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        if (components.Length is 0 or > MostComponents)
        {
            return (null, components.Length == 0 ? "it has no name" : "it lies too many folders deep");
        }

        return components.Select(WhyNot).FirstOrDefault(why => why is not null) is { } why
            ? (null, why)
            : (string.Join('/', components), null);
    }

    private static string? WhyNot(string component)
    {
        // Windows drops dots and blanks at the end, so ". ." is a parent folder there as well.
        if (component.TrimEnd('.', ' ').Length == 0)
        {
            return "its name leads out of the folder";
        }

        return Encoding.UTF8.GetByteCount(component) > LongestComponentBytes ? "its name is too long" : null;
    }
}
