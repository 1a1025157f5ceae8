namespace BerryAIGen.Library.Downloads;

/// <summary>The rooms of the way through the house, for progress.</summary>
public enum DownloadStage
{
    Resolve,
    Plan,
    Transfer,
    Verify,
    Inspect,
    Publish,
    Record,
}
