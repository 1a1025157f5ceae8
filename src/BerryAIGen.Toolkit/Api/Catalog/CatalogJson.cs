using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Exchange;

namespace BerryAIGen.Toolkit.Api.Catalog;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ImportQuestion))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(IndexQuestion))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ModelChange))]
[JsonSerializable(typeof(ModelInfo))]
[JsonSerializable(typeof(RegistryExport))]
[JsonSerializable(typeof(RegistryImport))]
[JsonSerializable(typeof(StartedJob))]
[JsonSerializable(typeof(IndexDocument))]
[JsonSerializable(typeof(FoundDetailDocument))]
[JsonSerializable(typeof(SearchDocument))]
internal sealed partial class CatalogJson : JsonSerializerContext;
