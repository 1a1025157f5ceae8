using System.Globalization;
using System.Text.RegularExpressions;

namespace BerryAIGen.IO;

/// <summary>The name of one file of a model that is divided into several: <c>model-00001-of-00003.safetensors</c>.</summary>
/// <param name="Stem">The name before the numbers.</param>
/// <param name="Part">Which file it is, from 1 on.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Extension">With its dot.</param>
public sealed partial record ShardName(string Stem, int Part, int Count, string Extension)
{
    /// <summary>The names of all files, this one's included.</summary>
    public IEnumerable<string> All =>
        Enumerable.Range(1, Count).Select(part => $"{Stem}-{part:D5}-of-{Count:D5}{Extension}");

    /// <summary>Takes a file name apart; null when it names no part of several.</summary>
    public static ShardName? TryParse(string fileName)
    {
        var match = Pattern().Match(fileName);
        if (!match.Success)
        {
            return null;
        }

        var part = int.Parse(match.Groups["part"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var count = int.Parse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return part >= 1 && part <= count
            ? new ShardName(match.Groups["stem"].Value, part, count, match.Groups["extension"].Value)
            : null;
    }

    /// <summary>The names that are not beside a file of the set; empty when it is complete, or no part of several.</summary>
    public static IReadOnlyList<string> FindMissing(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return TryParse(Path.GetFileName(path)) is { } name
            ? [.. name.All.Where(other => !File.Exists(Path.Combine(folder, other)))]
            : [];
    }

    [GeneratedRegex(@"^(?<stem>.+)-(?<part>[0-9]{5})-of-(?<count>[0-9]{5})(?<extension>\.[A-Za-z0-9]+)$")]
    private static partial Regex Pattern();
}
