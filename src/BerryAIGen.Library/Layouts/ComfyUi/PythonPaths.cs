using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>Python's <c>os.path</c> on this system: paths come out exactly as ComfyUI writes them, doubled slashes and all.</summary>
/// <param name="read">One variable of the environment, null when unset.</param>
internal sealed partial class PythonPaths(Func<string, string?> read)
{
    private const string Accounts = "/etc/passwd";

    public static bool IsAbsolute(string path) =>
        OperatingSystem.IsWindows() ? Path.IsPathFullyQualified(path) : path.StartsWith('/');

    public static string Join(string folder, string path) =>
        OperatingSystem.IsWindows() ? Path.Combine(folder, path)
        : path.StartsWith('/') ? path
        : folder.Length == 0 || folder.EndsWith('/') ? folder + path
        : $"{folder}/{path}";

    /// <summary>Takes <c>.</c>, <c>..</c> and doubled slashes out, without looking at the disk.</summary>
    public static string Normalize(string path)
    {
        if (OperatingSystem.IsWindows())
            return path.Length == 0 ? "." : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        // POSIX gives two slashes at the beginning a meaning of their own, three or more none.
        var root =
            path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal) ? "//"
            : path.StartsWith('/') ? "/"
            : "";
        List<string> parts = [];
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != ".." || (root.Length == 0 && parts.Count == 0) || (parts.Count > 0 && parts[^1] == ".."))
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        var joined = root + string.Join('/', parts);
        return joined.Length == 0 ? "." : joined;
    }

    /// <summary><c>~</c>, <c>~name</c>, <c>$VAR</c> and <c>${VAR}</c>; what is unknown stays as it is written.</summary>
    public string Expand(string path)
    {
        path = ExpandHome(path);
        var expanded = Variable().Replace(path, match => read(NameIn(match.Groups[1].Value)) ?? match.Value);
        return OperatingSystem.IsWindows()
            ? PercentVariable().Replace(expanded, match => read(match.Groups[1].Value) ?? match.Value)
            : expanded;
    }

    private string ExpandHome(string path)
    {
        if (!path.StartsWith('~'))
            return path;
        var end = path.IndexOfAny(OperatingSystem.IsWindows() ? ['/', '\\'] : ['/']);
        var (name, rest) = end < 0 ? (path[1..], "") : (path[1..end], path[end..]);
        var home = name.Length == 0 ? read(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") : null;
        home ??= HomeOf(name.Length == 0 ? Environment.UserName : name);
        if (home is null)
            return path;
        var full = home.TrimEnd('/') + rest;
        return full.Length == 0 ? "/" : full;
    }

    private static string? HomeOf(string user) =>
        File.Exists(Accounts)
            ? File.ReadLines(Accounts)
                .Select(line => line.Split(':'))
                .FirstOrDefault(row => row.Length > 5 && row[0] == user)
                ?[5]
            : null;

    private static string NameIn(string text) => text.StartsWith('{') ? text[1..^1] : text;

    [GeneratedRegex(@"\$([A-Za-z0-9_]+|\{[^}]*\})", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex("%([^%]+)%", RegexOptions.CultureInvariant)]
    private static partial Regex PercentVariable();
}
