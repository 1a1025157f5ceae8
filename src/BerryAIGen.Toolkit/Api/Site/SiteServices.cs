using BerryAIGen.Database;
using BerryAIGen.Database.Site;
using BerryAIGen.Database.Site.Images;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Toolkit.Api.Site.Images;
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
            .AddSingleton<SiteRecords>()
            .AddSingleton<SiteImages>()
            .AddSingleton<LocalPreviews>()
            .AddSingleton<MirrorImages>()
            .AddSingleton<MirrorNames>()
            .AddSingleton<MirrorLists>()
            .AddSingleton<MirrorDownloads>()
            .AddSingleton(provider => new SiteImageIndex(
                provider.GetRequiredService<LibraryDatabase>(),
                provider.GetRequiredService<SiteIndex>(),
                options.Mirrors
            ))
            .AddSingleton(provider => new SiteNames(
                provider.GetRequiredService<SiteIndex>(),
                provider.GetRequiredService<SiteRecords>(),
                options.Mirrors
            ))
            .AddSingleton(provider => new ConfiguredSite(options.Library, provider.GetRequiredService<ProviderHttp>()))
            .AddSingleton(provider => new SiteFileLookup(options.Library, provider.GetRequiredService<ProviderHttp>()))
            .AddSingleton(provider => new SiteLibrary(provider.GetRequiredService<LibraryDatabase>(), options.Mirrors))
            .AddSingleton(provider => new SiteIndex(
                provider.GetRequiredService<LibraryDatabase>(),
                provider.GetRequiredService<LocalSources>(),
                options.Mirrors
            ));
}
