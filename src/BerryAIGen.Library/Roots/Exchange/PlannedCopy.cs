using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>A file of an exchange and its row, planned or done.</summary>
/// <param name="File">At the source.</param>
/// <param name="Row">What becomes of it.</param>
internal sealed record PlannedCopy(RootFile File, DownloadItem Row)
{
    public string? Sha256 { get; init; }

    /// <summary>The same bytes are there under another name.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>It is there, and the index of its bucket does not know it.</summary>
    public bool NeedsMark { get; init; }

    /// <summary>False for what nobody wants to read of in every run.</summary>
    public bool IsTold { get; init; } = true;

    public bool IsToCome => Row.State == DownloadState.Planned;

    /// <summary>Whether it is, or will be, where its companions may lie beside it.</summary>
    public bool IsAtItsPlace =>
        !IsElsewhere && Row.State is DownloadState.Planned or DownloadState.AlreadyPresent or DownloadState.Skipped;
}
