using System.Text.Json.Serialization;

namespace BerryAIGen.Toolkit.Api.Catalog;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ImportQuestion))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(IndexQuestion))]
[JsonSerializable(typeof(IndexDocument))]
internal sealed partial class CatalogJson : JsonSerializerContext;
