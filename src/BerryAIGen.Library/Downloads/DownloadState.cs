namespace BerryAIGen.Library.Downloads;

/// <summary>How one item of a download ended, or stands.</summary>
public enum DownloadState
{
    Planned,
    Completed,
    AlreadyPresent,
    Skipped,
    Refused,
    Failed,
    Cancelled,
}
