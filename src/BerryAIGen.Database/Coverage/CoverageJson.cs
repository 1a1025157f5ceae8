using System.Text.Json.Serialization;
using BerryAIGen.Generation.Coverage;

namespace BerryAIGen.Database.Coverage;

/// <summary>What the rows of coverage hold as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CoverageVerdict))]
[JsonSerializable(typeof(ResourceFacts))]
internal sealed partial class CoverageJson : JsonSerializerContext;
