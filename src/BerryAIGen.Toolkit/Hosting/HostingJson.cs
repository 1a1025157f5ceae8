using System.Text.Json.Serialization;

namespace BerryAIGen.Toolkit.Hosting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RequestLogLine))]
internal sealed partial class HostingJson : JsonSerializerContext;
