using System.Text.Json.Serialization;

namespace BerryAIGen.Database.Gates;

[JsonSerializable(typeof(string[]))]
internal sealed partial class GateJson : JsonSerializerContext;
