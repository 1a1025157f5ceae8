using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads;

/// <summary>Makes a failure of whatever was thrown while one file was worked on, so that the others go on.</summary>
internal static class RunFailures
{
    /// <param name="problem">What was thrown.</param>
    /// <param name="place">The file or folder that a failure of the disk is told with.</param>
    /// <param name="cancellationToken">The run's own; a cancellation that it did not ask for is a time-out.</param>
    public static Failure From(Exception problem, string place, CancellationToken cancellationToken) =>
        problem switch
        {
            LibraryException known => known.Failure,
            OperationCanceledException when cancellationToken.IsCancellationRequested => DownloadItems.Cancelled,
            OperationCanceledException => new(
                FailureCode.Network,
                "An answer did not come in time; try again later.",
                IsRetryable: true
            ),
            HttpRequestException or HttpIOException => new(
                FailureCode.Network,
                $"The network failed: {SafeText.Mask(problem.Message)}",
                IsRetryable: true
            ),
            _ when DiskFailures.IsDisk(problem) => DiskFailures.From(problem, place),
            _ => new(
                FailureCode.Failed,
                $"Something unforeseen happened ({problem.GetType().Name}): {SafeText.Mask(problem.Message)}"
            ),
        };
}
