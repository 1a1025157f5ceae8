using System.Text.Json.Serialization;

namespace BerryAIGen.Cli.Output;

/// <summary>Every document that <c>--json</c> can print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class BerryJson : JsonSerializerContext;
