namespace BerryAIGen.Library.Sources.Folder;

/// <summary>The forms that name something on this machine: a path, or a <c>file:</c> address.</summary>
internal static class LocalReferences
{
    private const string Scheme = "file:";

    public static IReadOnlyList<ReferenceForm> Forms { get; } =
    [new(ReferenceRank.Marked, FindAddress), new(ReferenceRank.LocalPath, FindPath)];

    private static Reference? FindAddress(ReferenceText text)
    {
        if (!text.Text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var rest = text.Text[Scheme.Length..];
        // "file:models/x" and an unescaped blank are no addresses by the book, and plain to read.
        if (rest.Length == 0)
            return text.Invalid("file: names nothing; add a path.");
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return Named(text, Uri.UnescapeDataString(rest));
        var isHere =
            Uri.TryCreate(text.Text, UriKind.Absolute, out var address)
            && (address.Host.Length == 0 || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase));
        return isHere
            ? Named(text, Uri.UnescapeDataString(address!.AbsolutePath))
            : text.Invalid($"{text.Draft.Text} lies on another machine; give a path on this one.");
    }

    private static Reference? FindPath(ReferenceText text)
    {
        var path = text.Text;
        var isPath =
            path is "~" or "." or ".."
            || path.StartsWith('/')
            || path.StartsWith("./", StringComparison.Ordinal)
            || path.StartsWith("../", StringComparison.Ordinal)
            || path.StartsWith("~/", StringComparison.Ordinal)
            || path.StartsWith('\\')
            || path.StartsWith(".\\", StringComparison.Ordinal)
            || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/')
            || Path.Exists(path);
        return isPath ? Named(text, path) : null;
    }

    private static Reference Named(ReferenceText text, string path) =>
        text.Draft with
        {
            Kind = ReferenceKind.Path,
            Path = path,
        };
}
