using System.Text.Json.Serialization;
using BerryAIGen.Database.Downloads;

namespace BerryAIGen.Toolkit.Api.Downloads;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(DownloadOrder))]
[JsonSerializable(typeof(DownloadTask))]
[JsonSerializable(typeof(DownloadsDocument))]
[JsonSerializable(typeof(DownloadCancelled))]
[JsonSerializable(typeof(DownloadPlaceWish))]
[JsonSerializable(typeof(DownloadsCleared))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(ReferenceQuestion))]
[JsonSerializable(typeof(ReferenceDocument))]
internal sealed partial class DownloadApiJson : JsonSerializerContext;
