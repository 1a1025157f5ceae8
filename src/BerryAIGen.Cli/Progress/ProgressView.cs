using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Progress;

/// <summary>Shows how downloads go, on stderr; disposing ends the show.</summary>
internal interface IProgressView : IProgress<DownloadProgress>, IAsyncDisposable;

/// <summary>Chooses the show that fits where stderr goes.</summary>
internal static class ProgressView
{
    public static async Task<IProgressView> StartAsync() =>
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb"
            ? new ProgressLines(Console.Error, TimeProvider.System)
            : await ProgressBars.StartAsync(TimeProvider.System);
}
