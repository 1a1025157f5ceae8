using System.Collections;
using System.Diagnostics.CodeAnalysis;
using BerryAIGen.Database.Compatibility;

namespace BerryAIGen.Toolkit.Api.Providers;

/// <summary>The reasons of all models, each made when it is written and then forgotten.</summary>
internal sealed class SuggestionDetails(ProviderVerdicts verdicts) : IReadOnlyDictionary<string, CompatibilityDocument>
{
    public int Count => verdicts.Compatible.Count;

    public IEnumerable<string> Keys => verdicts.Compatible.Select(row => row.Model.Id);

    public IEnumerable<CompatibilityDocument> Values => verdicts.Compatible.Select(row => Of(row.Model));

    public CompatibilityDocument this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => Keys.Contains(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out CompatibilityDocument value)
    {
        var model = verdicts.Compatible.FirstOrDefault(row => row.Model.Id == key).Model;
        value = model is null ? null : Of(model);
        return model is not null;
    }

    public IEnumerator<KeyValuePair<string, CompatibilityDocument>> GetEnumerator() =>
        verdicts.Compatible.Select(row => KeyValuePair.Create(row.Model.Id, Of(row.Model))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private CompatibilityDocument Of(JudgedModel model) => CompatibilityDocument.Of(verdicts, model);
}
