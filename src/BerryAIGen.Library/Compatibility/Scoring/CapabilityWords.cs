using System.Collections.Frozen;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>Brings the many words for what a model can do to one each.</summary>
public static class CapabilityWords
{
    public const string TextGeneration = "text-generation";
    private const string Instructions = "instruction-following";

    // One word may mean several things; an empty list means that it says nothing about what the model can do.
    private static readonly FrozenDictionary<string, string[]> Meanings = new Dictionary<string, string[]>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["chat"] = ["chat", TextGeneration],
        ["completion"] = [TextGeneration],
        ["instruct"] = [Instructions, TextGeneration],
        [Instructions] = [Instructions, TextGeneration],
        ["feature-extraction"] = ["embeddings"],
        ["text-classification"] = ["classification"],
        ["token-classification"] = ["classification"],
        ["local"] = [],
        ["local-inference"] = [],
        ["low-memory"] = [],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The meanings, each once.</summary>
    public static IReadOnlySet<string> Normalize(IEnumerable<string> words) =>
        words.SelectMany(word => Meanings.GetValueOrDefault(word) ?? [word.ToLowerInvariant()]).ToHashSet();
}
