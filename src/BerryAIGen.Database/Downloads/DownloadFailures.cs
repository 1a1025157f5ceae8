using System.Globalization;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Downloads;

/// <summary>Failures of downloads in the words of the description.</summary>
internal static class DownloadFailures
{
    /// <summary>The same failure, telling which model it is of; a full disk with the numbers and the ways out.</summary>
    public static Failure Of(Failure failure, string? modelId)
    {
        var told =
            modelId is null || failure.Details.ContainsKey("model_id")
                ? failure
                : failure with
                {
                    Details = new Dictionary<string, string>(failure.Details) { ["model_id"] = modelId },
                };
        return Bytes(failure, "needed_bytes") is { } needed && Bytes(failure, "free_bytes") is { } free
            ? told with
            {
                Message = $"Insufficient disk space for download: {failure.Message}",
                Numbers = new Dictionary<string, long> { ["required_space"] = needed, ["available_space"] = free },
                ResolutionSteps = ["Free up disk space", "Choose a smaller model", "Change download location"],
            }
            : told;
    }

    private static long? Bytes(Failure failure, string name) =>
        failure.Code == FailureCode.Disk
        && failure.Details.TryGetValue(name, out var text)
        && long.TryParse(text, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : null;
}
