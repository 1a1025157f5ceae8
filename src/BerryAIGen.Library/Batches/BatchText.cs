using System.Text.RegularExpressions;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Batches;

/// <summary>
/// A text of references: one per line or several with commas between, <c>#</c> begins a comment, and the path of another
/// such text, relative to this one, stands for its entries.
/// </summary>
internal static partial class BatchText
{
    private const string ListEnding = ".txt";

    public static IReadOnlyList<BatchEntry> Read(string text, string path) =>
        [.. Entries(text, Path.GetFullPath(path), [Path.GetFullPath(path)])];

    private static IEnumerable<BatchEntry> Entries(string text, string path, HashSet<string> open)
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
                var nested = part.EndsWith(ListEnding, StringComparison.OrdinalIgnoreCase)
                    ? NestedPath(part, path)
                    : null;
                foreach (var entry in nested is null ? [Entry(part, place)] : Nested(nested, place, open))
                    yield return entry;
            }
        }
    }

    private static BatchEntry Entry(string text, string place)
    {
        var reference = ReferenceParser.Parse(text);
        return reference.Kind == ReferenceKind.Invalid
            ? Broken(place, $"{place}: {reference.Reason}")
            : new BatchEntry { Place = place, Reference = text };
    }

    private static string? NestedPath(string part, string path)
    {
        if (part.Contains("://", StringComparison.Ordinal))
            return null;
        var nested = Path.GetFullPath(part, Path.GetDirectoryName(path)!);
        return File.Exists(nested) ? nested : null;
    }

    private static IReadOnlyList<BatchEntry> Nested(string nested, string place, HashSet<string> open)
    {
        if (!open.Add(nested))
            return [Broken(place, $"{place}: {nested} contains itself; take it out of one of the lists.")];
        try
        {
            return [.. Entries(BatchFile.ReadText(nested), nested, open)];
        }
        catch (LibraryException problem)
        {
            return [Broken(place, $"{place}: {problem.Message}")];
        }
        finally
        {
            open.Remove(nested);
        }
    }

    private static BatchEntry Broken(string place, string message) =>
        new() { Place = place, Failure = new Failure(FailureCode.Usage, message) };

    // Addresses have commas of their own (width=450,optimized=true): one separates only before a blank or a new reference.
    [GeneratedRegex(
        @",(?=\s|$|https?://|urn:|hf:|\.{0,2}/|\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Comma();

    [GeneratedRegex(@"(?:^|\s)#.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
