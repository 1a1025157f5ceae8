using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Toolkit.Api.Errors;
using BerryAIGen.Toolkit.Api.Health;
using BerryAIGen.Toolkit.Api.Models;

namespace BerryAIGen.Toolkit.Api;

/// <summary>Everything that the server reads and writes as JSON: names in snake case, as in the description.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(LibraryDocument))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The same rules for what endpoints return.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
    }
}
