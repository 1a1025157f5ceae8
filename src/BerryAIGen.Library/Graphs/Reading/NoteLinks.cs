using System.Text.RegularExpressions;
using BerryAIGen.IO.Graphs;
using BerryAIGen.Library.Graphs.Nodes;

namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>The addresses in notes, and the line that each stands in.</summary>
internal static partial class NoteLinks
{
    // Nobody writes longer ones, or more, for people.
    private const int LongestAddress = 2048;
    private const int LongestLine = 2048;
    private const int MostLinks = 1000;

    /// <summary>Of all notes, each address once, in their order.</summary>
    public static IReadOnlyList<NoteLink> Of(NodePacks packs, Graph graph) =>
        [
            .. graph
                .Nodes.Where(node => packs.IsNote(node.Type))
                .SelectMany(node => NodeTexts.Of(node).SelectMany(text => In(text.Text, node)))
                .DistinctBy(link => link.Address.AbsoluteUri)
                .Take(MostLinks),
        ];

    /// <summary>Of one text.</summary>
    public static IEnumerable<NoteLink> In(string text, GraphNode node) =>
        text.Split('\n')
            .SelectMany(line =>
                Address()
                    .Matches(line)
                    .Where(match => match.Length <= LongestAddress)
                    .Select(match => WebAddress.TryParse(WithoutSigns(match.Value)))
                    .OfType<Uri>()
                    .Select(address => new NoteLink(address, LineAround(line), node))
            );

    private static string LineAround(string line) => line.Length <= LongestLine ? line.Trim() : "";

    // Signs behind an address belong to the sentence; a bracket only when it was not opened inside.
    private static string WithoutSigns(string address)
    {
        while (address.Length > 0)
        {
            var last = address[^1];
            if (last is not ('.' or ',' or ';' or ':' or '!' or '?' or '*' or ')') || IsOwnBracket(address, last))
                break;
            address = address[..^1];
        }

        return address;
    }

    private static bool IsOwnBracket(string address, char last) =>
        last == ')' && address.Count(c => c == '(') >= address.Count(c => c == ')');

    [GeneratedRegex(@"https?://[^\s<>""'`|\\^{}\[\]]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}

/// <summary>An address in a note.</summary>
/// <param name="Address">It.</param>
/// <param name="Line">The line around it; empty when that is longer than a sentence.</param>
/// <param name="Node">The note.</param>
internal sealed record NoteLink(Uri Address, string Line, GraphNode Node);
