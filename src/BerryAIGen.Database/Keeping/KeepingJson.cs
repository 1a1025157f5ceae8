using System.Text.Json.Serialization;
using BerryAIGen.Database.Models;

namespace BerryAIGen.Database.Keeping;

/// <summary>What a model's history keeps of a model that was thrown away.</summary>
/// <param name="Item">The item of the trash.</param>
/// <param name="Row">The row as it was: what a person wrote comes back with the model.</param>
internal sealed record ThrownAway(string Item, ModelRow Row);

/// <summary>Why a model was put into the quarantine.</summary>
internal sealed record PutAway(string Item, string? Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ThrownAway))]
[JsonSerializable(typeof(PutAway))]
[JsonSerializable(typeof(VerifyOrder))]
[JsonSerializable(typeof(VerifyResult))]
[JsonSerializable(typeof(VerifyPlace))]
internal sealed partial class KeepingJson : JsonSerializerContext;
