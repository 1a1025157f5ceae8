using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library.Compatibility.Providers;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace BerryAIGen.Toolkit.Api.Providers;

/// <summary>
/// Whole answers of suggestions, made beforehand: of 10,000 models writing them takes longer than judging. Each is megabytes
/// of the same words over and over, so they are kept packed.
/// </summary>
internal sealed class SuggestionAnswers(
    CompatibilityCache compatibility,
    ProviderSettingsStore settings,
    IOptions<JsonOptions> json
)
{
    private readonly ConcurrentDictionary<string, Answer> _answers = new();

    public async Task<PackedJson> GetAsync(ProviderDefinition provider, CancellationToken cancellationToken)
    {
        var verdicts = (await compatibility.GetAsync(cancellationToken)).Of(provider);
        var chosen = (await settings.GetAsync(provider.Id, cancellationToken)).Models;
        if (_answers.GetValueOrDefault(provider.Id) is { } known && known.IsOf(verdicts, chosen))
            return known.Packed;
        var answer = new Answer(verdicts, chosen, Pack(verdicts.PutFirst(chosen)));
        _answers[provider.Id] = answer;
        return answer.Packed;
    }

    private PackedJson Pack(ProviderVerdicts verdicts)
    {
        var type =
            (JsonTypeInfo<SuggestionsDocument>)json.Value.SerializerOptions.GetTypeInfo(typeof(SuggestionsDocument));
        using var bytes = new MemoryStream();
        using (var packing = new GZipStream(bytes, CompressionLevel.Fastest))
            JsonSerializer.Serialize(packing, Describe(verdicts), type);
        return new PackedJson(bytes.ToArray());
    }

    private static SuggestionsDocument Describe(ProviderVerdicts verdicts) =>
        new(
            verdicts.Provider.Id,
            new ProviderSummary(
                verdicts.Provider.Formats,
                verdicts.Provider.RequiredCapabilities,
                verdicts.Provider.OptionalCapabilities,
                verdicts.Provider.InferenceType,
                verdicts.Provider.QuantizationSupport
            ),
            new RecommendationBands(verdicts.Band("excellent"), verdicts.Band("good"), verdicts.Band("acceptable")),
            verdicts.Compatible.Count,
            new SuggestionDetails(verdicts)
        );

    private sealed record Answer(ProviderVerdicts Verdicts, IReadOnlyList<string> Chosen, PackedJson Packed)
    {
        public bool IsOf(ProviderVerdicts verdicts, IReadOnlyList<string> chosen) =>
            ReferenceEquals(Verdicts, verdicts) && Chosen.SequenceEqual(chosen);
    }
}
