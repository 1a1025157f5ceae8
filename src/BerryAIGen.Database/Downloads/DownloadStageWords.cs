using System.Text.Json;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Database.Downloads;

/// <summary>What the API and the row call a <see cref="DownloadStage"/>: <c>transfer</c>, <c>verify</c> and so on.</summary>
public static class DownloadStageWords
{
    public static string Of(DownloadStage stage) => JsonNamingPolicy.SnakeCaseLower.ConvertName(stage.ToString());
}
