using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Api.Models;

internal static class LibraryEndpoints
{
    public static void MapLibrary(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Library");
        group.MapGet("/library", ListAsync).WithSummary("All models, here and to be had, narrowed by the filters.");
        group.MapGet("/{id}", GetAsync).WithSummary("One model.");
    }

    private static async Task<LibraryDocument> ListAsync(
        string? provider,
        string? status,
        string? capability,
        ProviderCatalog providers,
        LibraryDatabase database,
        CancellationToken cancellationToken
    )
    {
        // Words of providers and capabilities are open; those of the status are not.
        var wanted = status is null
            ? null
            : ModelStatus.All.FirstOrDefault(word => word.Equals(status, StringComparison.OrdinalIgnoreCase))
                ?? throw new LibraryException(
                    FailureCode.Usage,
                    $"status is one of {string.Join(", ", ModelStatus.All)}, not \"{status}\"."
                );
        var engine = provider is null ? null : providers.Find(provider)?.Id ?? provider;
        await using var context = database.CreateContext();
        var rows = context.Registry.AsNoTracking().AsQueryable();
        if (engine is not null)
            rows = rows.Where(row => row.Provider == engine);
        if (wanted is not null)
            rows = rows.Where(row => row.Status == wanted);
        var models = (await rows.OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken))
            .Select(Describe)
            .Where(model =>
                capability is null || model.Capabilities.Contains(capability, StringComparer.OrdinalIgnoreCase)
            )
            .ToArray();
        return new LibraryDocument(
            models,
            models.Length,
            models.Count(model => model.Status == ModelStatus.Local),
            models.Count(model => model.Status == ModelStatus.Available)
        );
    }

    private static async Task<ModelInfo> GetAsync(
        ModelId id,
        LibraryDatabase database,
        CancellationToken cancellationToken
    )
    {
        var wanted = id.Value;
        await using var context = database.CreateContext();
        return
            await context.Registry.AsNoTracking().FirstOrDefaultAsync(row => row.Id == wanted, cancellationToken)
                is { } row
            ? Describe(row)
            : throw new LibraryException(FailureCode.NotFound, $"There is no model \"{wanted}\" in the library.");
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
