using System.Text.Json.Serialization;

namespace BerryAIGen.Toolkit.Api.Graphs;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(GraphDocument))]
[JsonSerializable(typeof(GraphInstallDocument))]
internal sealed partial class GraphApiJson : JsonSerializerContext;
