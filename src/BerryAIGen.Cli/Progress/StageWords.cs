using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Progress;

/// <summary>What a stage is called while it runs.</summary>
internal static class StageWords
{
    public static string Of(DownloadStage stage) =>
        stage switch
        {
            DownloadStage.Resolve => "resolving",
            DownloadStage.Plan => "planning",
            DownloadStage.Transfer => "downloading",
            DownloadStage.Verify => "verifying",
            DownloadStage.Inspect => "inspecting",
            DownloadStage.Publish => "publishing",
            _ => "recording",
        };
}
