namespace BerryAIGen.Cli.Output;

/// <summary>Paths as a person reads them.</summary>
internal static class PathText
{
    /// <summary>At a terminal the way from the working folder, where the path lies below it; a program gets the whole path.</summary>
    public static string Of(string path) => StandardOutput.IsTerminal ? FromHere(path) : path;

    /// <summary>The way from the working folder, where the path lies below it.</summary>
    public static string FromHere(string path)
    {
        var here = Path.TrimEndingDirectorySeparator(Environment.CurrentDirectory) + Path.DirectorySeparatorChar;
        return path.Length > here.Length && path.StartsWith(here, StringComparison.Ordinal)
            ? path[here.Length..]
            : path;
    }
}
