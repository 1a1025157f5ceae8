using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Database.Compatibility;

/// <summary>Words that many models have are kept once.</summary>
internal sealed class FactsPool
{
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _capabilities = new(StringComparer.Ordinal);

    public string? Share(string? word)
    {
        if (word is null)
            return null;
        if (!_words.TryGetValue(word, out var known))
            _words.Add(word, known = word);
        return known;
    }

    /// <param name="facts">As they were read.</param>
    /// <param name="capabilities">The text that its capabilities were read from.</param>
    public ModelFacts Share(ModelFacts facts, string capabilities)
    {
        if (!_capabilities.TryGetValue(capabilities, out var known))
            _capabilities.Add(capabilities, known = facts.Capabilities);
        return facts with
        {
            Format = Share(facts.Format),
            Architecture = Share(facts.Architecture),
            Quantization = Share(facts.Quantization),
            // Offered models have capabilities of their own definition.
            Capabilities = known.SequenceEqual(facts.Capabilities) ? known : facts.Capabilities,
        };
    }
}
