using System.Text.Json.Serialization;

namespace BerryAIGen.Cli.Output;

/// <summary>Every document that <c>--json</c> can print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConfigurationDocument))]
[JsonSerializable(typeof(DownloadDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(HashDocument))]
[JsonSerializable(typeof(IdentifyDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(ReferenceDocument))]
[JsonSerializable(typeof(TypesDocument))]
internal sealed partial class BerryJson : JsonSerializerContext;
