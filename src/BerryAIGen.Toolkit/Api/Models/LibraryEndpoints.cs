using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Api.Models;

internal static class LibraryEndpoints
{
    public static void MapLibrary(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/models/library", ListAsync)
            .WithTags("Library")
            .WithSummary("All models, here and to be had, narrowed by the filters.");

    private static async Task<LibraryDocument> ListAsync(
        string? provider,
        string? status,
        string? capability,
        LibraryDatabase database,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = context.Registry.AsNoTracking().AsQueryable();
        if (provider is not null)
            rows = rows.Where(row => row.Provider == provider);
        if (status is not null)
            rows = rows.Where(row => row.Status == status);
        var models = (await rows.OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken))
            .Select(Describe)
            .Where(model => capability is null || model.Capabilities.Contains(capability))
            .ToArray();
        return new LibraryDocument(
            models,
            models.Length,
            models.Count(model => model.Status == ModelStatus.Local),
            models.Count(model => model.Status == ModelStatus.Available)
        );
    }

    private static ModelInfo Describe(ModelRow row) =>
        new()
        {
            Id = row.Id,
            Name = row.Name,
            Provider = row.Provider,
            Size = row.Size ?? 0,
            Description = row.Description,
            Capabilities = JsonSerializer.Deserialize(row.Capabilities, ApiJson.Default.IReadOnlyListString) ?? [],
            Status = row.Status,
            StatusDetail = row.StatusDetail,
            Metadata = JsonNode.Parse(row.Metadata) as JsonObject,
            LocalPath = row.LocalPath,
            DownloadUrl = row.DownloadUrl,
            Checksum = row.Checksum,
            DiskUsage = row.DiskUsage,
            LastUsed = Seconds(row.LastUsed),
            DownloadDate = Seconds(row.DownloadDate),
            ModelType = row.ModelType,
            BaseModel = row.BaseModel,
            Format = row.Format,
        };

    private static double? Seconds(DateTime? time) => time is { } at ? (at - DateTime.UnixEpoch).TotalSeconds : null;
}
