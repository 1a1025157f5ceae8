using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Sources.HuggingFace.Selection;

/// <summary>The quantisations of a repository of GGUF files; one may be several shards.</summary>
internal static partial class GgufChoice
{
    /// <summary>The files by quantisation as names spell it, upper case; projectors and matrices are no models.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<RepositoryEntry>> ByQuantization(
        IEnumerable<RepositoryEntry> entries
    ) =>
        entries
            .Where(entry => entry.Format == WeightFormat.Gguf && !Companion().IsMatch(entry.File.Name))
            .GroupBy(QuantizationOf, StringComparer.OrdinalIgnoreCase)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                IReadOnlyList<RepositoryEntry> (group) =>
                    [.. group.OrderBy(entry => entry.File.Path, StringComparer.Ordinal)],
                StringComparer.OrdinalIgnoreCase
            );

    /// <summary>Whether these files are one model: a single one, or the shards of one.</summary>
    public static bool IsOneModel(IReadOnlyList<RepositoryEntry> files) =>
        files.Count == 1
        || files.Select(file => Shard().Replace(file.File.Path, "")).Distinct(StringComparer.Ordinal).Count() == 1
            && files.All(file => Shard().IsMatch(file.File.Name));

    // The last word of the name that is one; a file without any is its own.
    private static string QuantizationOf(RepositoryEntry entry) =>
        Quantization().Matches(Path.GetFileNameWithoutExtension(entry.File.Name)) is { Count: > 0 } matches
            ? matches[^1].Groups["quant"].Value.ToUpperInvariant()
            : Path.GetFileNameWithoutExtension(entry.File.Name).ToUpperInvariant();

    [GeneratedRegex(
        @"(?:^|[-._])(?<quant>(?:UD-)?I?Q\d(?:_[A-Z0-9]{1,3}){0,3}|TQ[12]_0|MXFP4(?:_MOE)?|NVFP4|BF16|FP?16|FP?32|F64)(?=$|[-._])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Quantization();

    [GeneratedRegex(@"(?:^|[-._])(?:mmproj|imatrix)(?:[-._]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Companion();

    [GeneratedRegex(@"-\d{5}-of-\d{5}(?=\.gguf$)", RegexOptions.IgnoreCase)]
    private static partial Regex Shard();
}
