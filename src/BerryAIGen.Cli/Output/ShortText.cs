using System.Text;
using Spectre.Console;

namespace BerryAIGen.Cli.Output;

/// <summary>Texts made to fit a number of terminal cells; one that fits already stays as it is.</summary>
internal static class ShortText
{
    private const string Gap = "…";

    public static string KeepStart(string text, int width) =>
        Fits(text, width) ? text : Start(text.EnumerateRunes(), width - 1) + Gap;

    public static string KeepEnds(string text, int width) =>
        Fits(text, width) ? text : Start(text.EnumerateRunes(), width / 2) + Gap + End(text, width - (width / 2) - 1);

    /// <summary>As many whole parts of a path as there is room for, counted from its end; of a long last part both ends.</summary>
    public static string KeepLastParts(string path, int width)
    {
        if (Fits(path, width))
        {
            return path;
        }

        var last = path.LastIndexOf('/');
        for (var slash = path.IndexOf('/', 1); slash >= 0 && slash <= last; slash = path.IndexOf('/', slash + 1))
        {
            if (Fits(path[slash..], width - 1))
            {
                return Gap + path[slash..];
            }
        }

        return KeepEnds(path[(last + 1)..], width);
    }

    private static bool Fits(string text, int width) => text.GetCellWidth() <= width;

    private static string Start(IEnumerable<Rune> runes, int width)
    {
        var kept = new StringBuilder();
        foreach (var rune in runes)
        {
            if ($"{kept}{rune}".GetCellWidth() > width)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.ToString();
    }

    private static string End(string text, int width)
    {
        var kept = "";
        foreach (var rune in text.EnumerateRunes().Reverse())
        {
            if ($"{rune}{kept}".GetCellWidth() > width)
            {
                break;
            }

            kept = $"{rune}{kept}";
        }

        return kept;
    }
}
