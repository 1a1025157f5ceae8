using BerryAIGen.Database.Importing;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Exchange;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <summary>The registry and what keeps it true.</summary>
internal static class CatalogServices
{
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddSingleton<ModelRegistry>();
        services.AddSingleton<LibraryFolders>();
        services.AddSingleton<RegistryIndex>();
        services.AddSingleton<IJobKind, IndexJob>();
        services.AddSingleton<IJobKind, MetadataJob>();
        services.AddSingleton<IJobKind, ImportJob>();
        services.AddSingleton<UploadRetention>();
        services.AddSingleton<PersonsModelWords>();
        services.AddSingleton<HereModels>();
        services.AddSingleton<OwnPreviews>();
        services.AddHostedService<PreviewSweep>();
        services.AddSingleton<RegistryFile>();
        services.AddSingleton<CatalogWatch>();
        services.AddHostedService(all => all.GetRequiredService<CatalogWatch>());
        return services;
    }

    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
        routes.MapCatalogIndex();
        routes.MapImport();
        routes.MapMetadata();
        routes.MapRegistry();
        routes.MapPreviews();
        routes.MapSearch();
    }
}
