using System.Text.RegularExpressions;

namespace BerryAIGen.IO.Gguf;

/// <summary>
/// The parts of a file name in the usual scheme, <c>Base-Size-FineTune-vVersion-Encoding-Type-00001-of-00009.gguf</c>
/// (docs/gguf.md of ggml); a name may lack some of them.
/// </summary>
public sealed partial record GgufName
{
    /// <summary>The model's name with blanks: <c>Phi 3 mini</c>.</summary>
    public required string BaseName { get; init; }

    /// <summary>The size label, <c>8x7B</c>; null when there is none.</summary>
    public string? Size { get; init; }

    public string? FineTune { get; init; }

    public string? Version { get; init; }

    /// <summary>How the weights are stored, as written: <c>Q4_K_M</c>, <c>q6_k</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>What it is when it is no whole model: LoRA, vocab, mtp or mmproj, as written.</summary>
    public string? Type { get; init; }

    /// <summary>The part of a divided model, from 1 on; null for a whole one.</summary>
    public ShardName? Shard { get; init; }

    /// <summary>The name's parts; null when it does not follow the scheme.</summary>
    public static GgufName? TryParse(string fileName)
    {
        if (!fileName.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var shard = ShardName.TryParse(fileName);
        var words = (shard?.Stem ?? fileName[..^5]).Split('-').ToList();
        var type = TakeType(words);
        var encoding = TakeVersion(words, out var version) ?? TakeEncoding(words, version);
        var size = words.FindIndex(1, Math.Max(0, words.Count - 1), word => SizeWord().IsMatch(word));
        if ((size < 0 && version is null) || words.Exists(word => word.Length == 0))
        {
            return null;
        }

        var (label, fineTune) = size < 0 ? (null, null) : TakeSize(words, size);
        return fineTune is not null && !FineTuneWords().IsMatch(fineTune)
            ? null
            : new GgufName
            {
                BaseName = string.Join(' ', words.Take(size < 0 ? words.Count : size)),
                Size = label,
                FineTune = fineTune,
                Version = version,
                Encoding = encoding,
                Type = type,
                Shard = shard,
            };
    }

    private static string? TakeType(List<string> words)
    {
        foreach (var (index, pattern) in new[] { (0, TypeBefore()), (words.Count - 1, TypeBehind()) })
        {
            if (words.Count > 1 && pattern.IsMatch(words[index]))
            {
                var type = words[index];
                words.RemoveAt(index);
                return type;
            }
        }

        return null;
    }

    /// <summary>Takes the version and what follows it, which is the encoding, however it is called.</summary>
    private static string? TakeVersion(List<string> words, out string? version)
    {
        var at = words.FindLastIndex(word => VersionWord().IsMatch(word));
        version = at > 0 ? words[at] : null;
        if (at <= 0)
        {
            return null;
        }

        var encoding = string.Join('-', words.Skip(at + 1));
        words.RemoveRange(at, words.Count - at);
        return encoding.Length == 0 ? null : encoding;
    }

    /// <summary>Without a version only a word that looks like one can be told from a fine-tune.</summary>
    private static string? TakeEncoding(List<string> words, string? version)
    {
        if (version is not null || words.Count < 2 || !EncodingWord().IsMatch(words[^1]))
        {
            return null;
        }

        var encoding = words[^1];
        words.RemoveAt(words.Count - 1);
        return encoding;
    }

    // The label may have one more word: 3.8B-ContextLength4k.
    private static (string Size, string? FineTune) TakeSize(List<string> words, int at)
    {
        var end = at + 1 < words.Count && SizeAttribute().IsMatch(words[at + 1]) ? at + 2 : at + 1;
        return (
            string.Join('-', words.Take(end).Skip(at)),
            end < words.Count ? string.Join('-', words.Skip(end)) : null
        );
    }

    [GeneratedRegex("^(?:mmproj|mtp)$", RegexOptions.IgnoreCase)]
    private static partial Regex TypeBefore();

    [GeneratedRegex("^(?:lora|vocab|mtp)$", RegexOptions.IgnoreCase)]
    private static partial Regex TypeBehind();

    [GeneratedRegex(@"^v\d+(?:\.\d+)*$", RegexOptions.IgnoreCase)]
    private static partial Regex VersionWord();

    [GeneratedRegex(@"^(?:\d+x)?(?:\d+\.)?\d+[a-z]$", RegexOptions.IgnoreCase)]
    private static partial Regex SizeWord();

    [GeneratedRegex(@"^[a-z]+(?:\d+\.)?\d+[a-z]+$", RegexOptions.IgnoreCase)]
    private static partial Regex SizeAttribute();

    [GeneratedRegex(@"^(?:I?Q\d|TQ\d|KQ\d|B?F\d|FP\d|MXFP\d|NVFP\d)\w*$", RegexOptions.IgnoreCase)]
    private static partial Regex EncodingWord();

    [GeneratedRegex("^[a-z0-9 -]+$", RegexOptions.IgnoreCase)]
    private static partial Regex FineTuneWords();
}
