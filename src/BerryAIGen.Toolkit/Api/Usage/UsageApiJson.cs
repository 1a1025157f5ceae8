using System.Text.Json.Serialization;

namespace BerryAIGen.Toolkit.Api.Usage;

[JsonSerializable(typeof(LibraryStatisticsDocument))]
[JsonSerializable(typeof(ModelCapabilitiesDocument))]
[JsonSerializable(typeof(DiskUsageDocument))]
[JsonSerializable(typeof(ModelDiskUsageDocument))]
[JsonSerializable(typeof(UsageDocument))]
[JsonSerializable(typeof(MarkedDocument))]
[JsonSerializable(typeof(HistoryDocument))]
internal sealed partial class UsageApiJson : JsonSerializerContext;
