using System.Globalization;

namespace BerryAIGen.Library.Downloads.Publishing;

/// <summary>The names a file may get, in the order in which they are tried.</summary>
internal static class CandidateNames
{
    private const int MaxNumber = 1000;

    /// <param name="target">The wished path.</param>
    /// <param name="rule">Whether there are others at all.</param>
    /// <param name="distinction">A word that tells this file from others of its name; tried before a number.</param>
    public static IEnumerable<string> Of(string target, ConflictRule rule, string? distinction)
    {
        yield return target;
        if (rule == ConflictRule.Refuse)
        {
            yield break;
        }

        var start = Path.Combine(Path.GetDirectoryName(target)!, Path.GetFileNameWithoutExtension(target));
        var extension = Path.GetExtension(target);
        if (distinction is not null)
        {
            yield return $"{start} ({distinction}){extension}";
        }

        for (var number = 2; number <= MaxNumber; number++)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{start} ({number}){extension}");
        }
    }
}
