namespace BerryAIGen.Library.Keeping;

/// <summary>How far the reading of one file is.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">What was read.</param>
/// <param name="TotalBytes">How long it is.</param>
public readonly record struct KeepingProgress(string Path, long Bytes, long TotalBytes)
{
    internal static IProgress<long>? For(IProgress<KeepingProgress>? progress, string path, long totalBytes) =>
        progress is null ? null : new OfFile(progress, path, totalBytes);

    private sealed class OfFile(IProgress<KeepingProgress> progress, string path, long totalBytes) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new KeepingProgress(path, value, totalBytes));
    }
}
