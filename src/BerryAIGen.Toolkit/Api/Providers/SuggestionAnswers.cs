using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Library.Compatibility.Providers;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace BerryAIGen.Toolkit.Api.Providers;

/// <summary>Whole answers of suggestions as bytes: of 10,000 models they are megabytes, and writing them takes longer than judging.</summary>
internal sealed class SuggestionAnswers(CompatibilityCache compatibility, IOptions<JsonOptions> json)
{
    private readonly ConcurrentDictionary<string, Answer> _answers = new();

    public async Task<byte[]> GetAsync(ProviderDefinition provider, CancellationToken cancellationToken)
    {
        var verdicts = (await compatibility.GetAsync(cancellationToken)).Of(provider);
        if (_answers.GetValueOrDefault(provider.Id) is { } known && ReferenceEquals(known.Verdicts, verdicts))
            return known.Bytes;
        var type =
            (JsonTypeInfo<SuggestionsDocument>)json.Value.SerializerOptions.GetTypeInfo(typeof(SuggestionsDocument));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Describe(verdicts), type);
        _answers[provider.Id] = new Answer(verdicts, bytes);
        return bytes;
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
            verdicts.Compatible.ToDictionary(
                row => row.Model.Id,
                row => CompatibilityDocument.Of(row.Model.Id, row.Verdict)
            )
        );

    private sealed record Answer(ProviderVerdicts Verdicts, byte[] Bytes);
}
