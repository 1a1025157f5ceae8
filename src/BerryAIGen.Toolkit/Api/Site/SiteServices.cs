using BerryAIGen.Database;
using BerryAIGen.Database.Site;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Site;

internal static class SiteServices
{
    public static IServiceCollection AddSite(this IServiceCollection services, ToolkitOptions options) =>
        services
            .AddSingleton<LocalSources>()
            .AddSingleton<SiteKeeper>()
            .AddSingleton<MirrorQuestions>()
            .AddSingleton<SiteMirror>()
            .AddSingleton(provider => new ConfiguredSite(options.Library, provider.GetRequiredService<ProviderHttp>()))
            .AddSingleton(provider => new SiteLibrary(provider.GetRequiredService<LibraryDatabase>(), options.Mirrors))
            .AddSingleton(provider => new SiteIndex(
                provider.GetRequiredService<LibraryDatabase>(),
                provider.GetRequiredService<LocalSources>(),
                options.Mirrors
            ));
}
