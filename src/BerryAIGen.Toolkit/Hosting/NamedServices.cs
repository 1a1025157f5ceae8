using BerryAIGen.Database.Services;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>The services by the names of the description, for programs that have this server inside.</summary>
internal static class NamedServices
{
    public static IServiceCollection AddNamedServices(this IServiceCollection services) =>
        services
            .AddSingleton<ModelLibraryService>()
            .AddSingleton<ModelMetadataService>()
            .AddSingleton<ModelDownloadManager>()
            .AddSingleton<ProviderModelCompatibilityService>();
}
