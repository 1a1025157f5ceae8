using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>Does something as soon as progress says what it waits for.</summary>
internal sealed class StageWatch(Func<DownloadProgress, bool> isMeant, Action act) : IProgress<DownloadProgress>
{
    /// <summary>A person who presses Ctrl-C in this stage.</summary>
    public static StageWatch StopIn(DownloadStage stage, CancellationTokenSource stop) =>
        new(progress => progress.Stage == stage, stop.Cancel);

    public void Report(DownloadProgress value)
    {
        if (isMeant(value))
            act();
    }
}
