using System.Text.RegularExpressions;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Batches;

/// <summary>
/// A text of references: one per line or several with commas between, <c>#</c> begins a comment, and the path of another
/// such text, relative to this one, stands for its entries.
/// </summary>
internal static partial class BatchText
{
    private static readonly string[] ListEndings = [".txt", ".json", ".yaml", ".yml"];

    public static IEnumerable<BatchEntry> Read(string text, string path, BatchReading reading)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var place = $"line {number} of {Path.GetFileName(path)}";
            foreach (
                var part in Comma().Split(Comment().Replace(line, "")).Select(part => part.Trim(' ', '\t', '\r', ','))
            )
            {
                if (part.Length == 0)
                    continue;
                var list = ListEndings.Contains(Path.GetExtension(part).ToLowerInvariant())
                    ? NestedPath(part, path)
                    : null;
                if (list is null)
                    reading.Count();
                foreach (var entry in list is null ? [Entry(part, place)] : BatchFile.ReadNested(list, place, reading))
                    yield return entry;
            }
        }
    }

    private static BatchEntry Entry(string text, string place)
    {
        var reference = ReferenceParser.Parse(text);
        return reference.Kind == ReferenceKind.Invalid
            ? BatchEntry.Broken(place, $"{place}: {reference.Reason}")
            : new BatchEntry { Place = place, Reference = text };
    }

    private static string? NestedPath(string part, string path)
    {
        // No reference to a model ends so without a scheme or a word before it; a list that is missing is told as such.
        if (Scheme().IsMatch(part))
            return null;
        return Path.GetFullPath(part, Path.GetDirectoryName(path)!);
    }

    [GeneratedRegex("^[a-z][a-z0-9+.-]+:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    // Addresses have commas of their own (width=450,optimized=true): one separates only before a blank or a new reference.
    [GeneratedRegex(
        @",(?=\s|$|https?://|urn:|hf:|\.{0,2}/|\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Comma();

    [GeneratedRegex(@"(?:^|\s)#.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
