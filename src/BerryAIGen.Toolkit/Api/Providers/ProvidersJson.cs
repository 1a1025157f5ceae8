using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BerryAIGen.Toolkit.Api.Providers;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ProviderDocument))]
[JsonSerializable(typeof(ProvidersDocument))]
[JsonSerializable(typeof(ProviderCapabilitiesDocument))]
[JsonSerializable(typeof(ProviderMessage))]
[JsonSerializable(typeof(SuggestionsDocument))]
[JsonSerializable(typeof(RecommendationsDocument))]
[JsonSerializable(typeof(CompatibilityQuestion))]
[JsonSerializable(typeof(ModelCompatibilityDocument))]
[JsonSerializable(typeof(CompatibilityStatisticsDocument))]
[JsonSerializable(typeof(IntegrationDocument))]
[JsonSerializable(typeof(ValidationDocument))]
[JsonSerializable(typeof(ProviderSettingsDocument))]
[JsonSerializable(typeof(OllamaImportRequest))]
[JsonSerializable(typeof(OllamaImportDocument))]
internal sealed partial class ProvidersJson : JsonSerializerContext;
