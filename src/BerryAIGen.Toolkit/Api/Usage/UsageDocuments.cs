using System.Text.Json;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Usage;

namespace BerryAIGen.Toolkit.Api.Usage;

/// <summary>The library in numbers.</summary>
internal sealed record LibraryStatisticsDocument(
    int TotalModels,
    int LocalModels,
    int AvailableModels,
    int DownloadingModels,
    IReadOnlyDictionary<string, ProviderNumbers> Providers,
    int TotalProviders,
    long TotalDiskUsageBytes,
    double TotalDiskUsageGb,
    double? LastUpdated
)
{
    public static LibraryStatisticsDocument Of(LibraryNumbers numbers)
    {
        var providers = numbers
            .Groups.Where(group => group.Provider.Length > 0)
            .GroupBy(group => group.Provider)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, ProviderNumbers.Of);
        return new LibraryStatisticsDocument(
            numbers.Count(null),
            numbers.Count(ModelStatus.Local),
            numbers.Count(ModelStatus.Available),
            numbers.Count(ModelStatus.Downloading),
            providers,
            providers.Count,
            numbers.DiskUsage,
            Gigabytes.Of(numbers.DiskUsage),
            UnixTime.Of(numbers.UpdatedAt)
        );
    }
}

/// <summary>The models of one provider.</summary>
internal sealed record ProviderNumbers(int Total, int Local, int Available, long DiskUsageBytes)
{
    public static ProviderNumbers Of(IEnumerable<StatusGroup> groups)
    {
        var all = groups.ToArray();
        return new ProviderNumbers(
            all.Sum(group => group.Count),
            all.Where(group => group.Status == ModelStatus.Local).Sum(group => group.Count),
            all.Where(group => group.Status == ModelStatus.Available).Sum(group => group.Count),
            all.Sum(group => group.DiskUsage)
        );
    }
}

/// <summary>What models can do.</summary>
internal sealed record ModelCapabilitiesDocument(IReadOnlyList<CapabilityCount> Capabilities, int TotalCapabilities);

/// <summary>What the models take, and what is free.</summary>
internal sealed record DiskUsageDocument(
    long TotalModelsUsageBytes,
    double TotalModelsUsageGb,
    long? AvailableSpaceBytes,
    double? AvailableSpaceGb,
    string? ModelsDirectory
);

/// <summary>What one model takes.</summary>
internal sealed record ModelDiskUsageDocument(
    string ModelId,
    string Path,
    bool Exists,
    string? Type,
    long SizeBytes,
    double SizeMb,
    double SizeGb,
    double? LastModified,
    long ReportedSizeBytes,
    long SizeDifferenceBytes
);

/// <summary>How a model was used.</summary>
internal sealed record UsageDocument(
    string ModelId,
    long? DiskUsageBytes,
    double? LastUsed,
    double? DownloadDate,
    string Status,
    int UsageFrequency
)
{
    public static UsageDocument Of(UsageOfModel usage) =>
        new(
            usage.Row.Id,
            usage.Row.DiskUsage,
            UnixTime.Of(usage.Row.LastUsed),
            UnixTime.Of(usage.Row.DownloadDate),
            usage.Row.Status,
            usage.Times
        );
}

/// <summary>A model that was marked as used.</summary>
internal sealed record MarkedDocument(string Message, string ModelId, double Timestamp);

/// <summary>What happened to a model.</summary>
internal sealed record HistoryDocument(string ModelId, IReadOnlyList<HistoryLine> History, int TotalEvents)
{
    public static HistoryDocument Of(string id, ModelHistory history) =>
        new(
            id,
            [
                .. history.Lines.Select(line => new HistoryLine(
                    UnixTime.Of(line.At),
                    line.Status,
                    line.Event,
                    JsonElement.Parse(line.Details)
                )),
            ],
            history.Total
        );
}

/// <summary>One thing that happened.</summary>
internal sealed record HistoryLine(double Timestamp, string Status, string Event, JsonElement Details);

/// <summary>Sizes as the description also gives them, in units of 1024.</summary>
internal static class Gigabytes
{
    public static double Of(long bytes) => Math.Round(bytes / (double)(1L << 30), 3);

    public static double Mega(long bytes) => Math.Round(bytes / (double)(1L << 20), 3);
}
