using System.ComponentModel;
using BerryAIGen.Database.Usage;
using BerryAIGen.Toolkit.Api.Models;

namespace BerryAIGen.Toolkit.Api.Usage;

internal static class UsageEndpoints
{
    private const int UsualLines = 100;

    public static IServiceCollection AddUsage(this IServiceCollection services) =>
        services.AddSingleton<ModelUsage>().AddSingleton<LibraryStatistics>().AddSingleton<DiskSpace>();

    public static void MapUsage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Usage");
        group.MapGet("/stats", StatisticsAsync).WithEntityTag().WithSummary("The library in numbers.");
        group
            .MapGet("/capabilities", CapabilitiesAsync)
            .WithEntityTag()
            .WithSummary("What the models can do, with how many can.");
        group
            .MapGet("/disk-usage", DiskUsageAsync)
            .WithEntityTag()
            .WithSummary("What the models take, and what is free.");
        group.MapGet("/{id}/disk-usage", ModelDiskUsageAsync).WithSummary("What one model takes.");
        group.MapGet("/{id}/usage", UsageAsync).WithSummary("How often and when a model was used.");
        group.MapPost("/{id}/mark-used", MarkUsedAsync).WithSummary("Notes that a model was used now.");
        group
            .MapGet("/{id}/history", HistoryAsync)
            .WithEntityTag()
            .WithSummary("What happened to a model, the latest first.");
    }

    private static async Task<LibraryStatisticsDocument> StatisticsAsync(
        LibraryStatistics statistics,
        CancellationToken cancellationToken
    ) => LibraryStatisticsDocument.Of(await statistics.ReadAsync(cancellationToken));

    private static async Task<ModelCapabilitiesDocument> CapabilitiesAsync(
        LibraryStatistics statistics,
        CancellationToken cancellationToken
    )
    {
        var found = await statistics.CapabilitiesAsync(cancellationToken);
        return new ModelCapabilitiesDocument(found, found.Count);
    }

    private static async Task<DiskUsageDocument> DiskUsageAsync(
        LibraryStatistics statistics,
        DiskSpace disk,
        CancellationToken cancellationToken
    )
    {
        var used = (await statistics.ReadAsync(cancellationToken)).DiskUsage;
        var (folder, free) = disk.Read();
        return new DiskUsageDocument(
            used,
            Gigabytes.Of(used),
            free,
            free is { } bytes ? Gigabytes.Of(bytes) : null,
            folder
        );
    }

    private static async Task<ModelDiskUsageDocument> ModelDiskUsageAsync(
        ModelId id,
        DiskSpace disk,
        CancellationToken cancellationToken
    )
    {
        var found = await disk.OfModelAsync(id.Value, cancellationToken);
        return new ModelDiskUsageDocument(
            id.Value,
            found.Path,
            found.Exists,
            found.IsFolder is { } isFolder ? (isFolder ? "directory" : "file") : null,
            found.SizeBytes,
            Gigabytes.Mega(found.SizeBytes),
            Gigabytes.Of(found.SizeBytes),
            UnixTime.Of(found.ModifiedAt),
            found.ReportedBytes,
            found.SizeBytes - found.ReportedBytes
        );
    }

    private static async Task<UsageDocument> UsageAsync(
        ModelId id,
        ModelUsage usage,
        CancellationToken cancellationToken
    ) => UsageDocument.Of(await usage.ReadAsync(id.Value, cancellationToken));

    private static async Task<MarkedDocument> MarkUsedAsync(
        ModelId id,
        ModelUsage usage,
        CancellationToken cancellationToken
    )
    {
        var at = await usage.MarkUsedAsync(id.Value, cancellationToken);
        return new MarkedDocument("Model marked as used", id.Value, UnixTime.Of(at));
    }

    private static async Task<HistoryDocument> HistoryAsync(
        ModelId id,
        [Description("The most lines wanted, 1 to 1000; 100 without it.")] int? limit,
        [Description("How many of the latest to leave out.")] int? offset,
        ModelUsage usage,
        CancellationToken cancellationToken
    ) =>
        HistoryDocument.Of(
            id.Value,
            await usage.HistoryAsync(id.Value, offset ?? 0, limit ?? UsualLines, cancellationToken)
        );
}
