using System.Text.Json.Serialization;

namespace BerryAIGen.Toolkit.Api.Keeping;

[JsonSerializable(typeof(DeletedDocument))]
[JsonSerializable(typeof(KeptListDocument))]
[JsonSerializable(typeof(KeptNames))]
[JsonSerializable(typeof(KeptOutcomesDocument))]
[JsonSerializable(typeof(QuarantineReason))]
[JsonSerializable(typeof(QuarantinedDocument))]
[JsonSerializable(typeof(VerifyQuestion))]
[JsonSerializable(typeof(BegunJobDocument))]
[JsonSerializable(typeof(ScanDocument))]
internal sealed partial class KeepingApiJson : JsonSerializerContext;
