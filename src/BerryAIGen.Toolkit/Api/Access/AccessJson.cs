using System.Text.Json.Serialization;

namespace BerryAIGen.Toolkit.Api.Access;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AccessKeyList))]
[JsonSerializable(typeof(AccessKeyWish))]
[JsonSerializable(typeof(NewAccessKey))]
[JsonSerializable(typeof(RevokedAccessKey))]
[JsonSerializable(typeof(SessionWish))]
[JsonSerializable(typeof(SessionDocument))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(AuditDetails))]
internal sealed partial class AccessJson : JsonSerializerContext;
