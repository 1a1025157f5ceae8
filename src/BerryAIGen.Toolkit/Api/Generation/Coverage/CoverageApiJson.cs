using System.Text.Json.Serialization;

namespace BerryAIGen.Toolkit.Api.Generation.Coverage;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CoverageTablesDocument))]
[JsonSerializable(typeof(GenerationSearchDocument))]
[JsonSerializable(typeof(ResourcesDocument))]
[JsonSerializable(typeof(ResourceDocument))]
[JsonSerializable(typeof(ResourceCheckQuestion))]
[JsonSerializable(typeof(ResourceCheckDocument))]
[JsonSerializable(typeof(GatesDocument))]
[JsonSerializable(typeof(GateDocument))]
[JsonSerializable(typeof(GateQuestion))]
[JsonSerializable(typeof(RemovedGate))]
[JsonSerializable(typeof(ExperimentsQuestion))]
[JsonSerializable(typeof(ExperimentsDocument))]
internal sealed partial class CoverageApiJson : JsonSerializerContext;
