using System.Text.Json.Serialization;

namespace BerryAIGen.Generation.Catalogue;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(EcosystemDefinition))]
[JsonSerializable(typeof(EngineDefinition))]
[JsonSerializable(typeof(WorkflowDefinition))]
[JsonSerializable(typeof(GraphDefinition))]
[JsonSerializable(typeof(LicenceDefinition))]
[JsonSerializable(typeof(EcosystemGroup))]
[JsonSerializable(typeof(FieldFile))]
[JsonSerializable(typeof(LimitFile))]
[JsonSerializable(typeof(GenerationTypeFile))]
[JsonSerializable(typeof(PreprocessorFile))]
[JsonSerializable(typeof(SizeFile))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
