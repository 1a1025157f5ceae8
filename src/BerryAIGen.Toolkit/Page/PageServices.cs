using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Page;

/// <param name="Page">Where the built page lies; null where nothing says where.</param>
/// <param name="Scripts">Where a person's own scripts lie; null where the system names no folder for settings.</param>
internal sealed record PageFolders(PageFolder? Page, PageFolder? Scripts);

/// <summary>The web page: its files, and the scripts that a person adds to it.</summary>
internal static partial class PageServices
{
    public static IServiceCollection AddPage(this IServiceCollection services, ToolkitOptions options)
    {
        var library = options.Library;
        var scripts =
            library.ReadVariable("BERRY_PAGE_DIR") is { } named && !string.IsNullOrWhiteSpace(named)
                ? Path.GetFullPath(named.Trim(), library.WorkingFolder)
            : library.ConfigurationFolder is { } settings ? Path.Combine(settings, "page")
            : null;
        return services.AddSingleton(
            new PageFolders(Folder(PagePlace.Find(options, AppContext.BaseDirectory)), Folder(scripts))
        );
    }

    /// <summary>Call it between routing and the checks of keys.</summary>
    public static void UsePage(this WebApplication app, ToolkitOptions options)
    {
        app.UseMiddleware<PageRouting>();
        PageScripts.Map(app);
        var folder = app.Services.GetRequiredService<PageFolders>().Page;
        if (!options.OnlyDescribes && folder?.Find(PageIndex.Name) is null)
            Log.NoPage(app.Logger, folder is null ? "" : $" in {folder.FullPath}");
    }

    private static PageFolder? Folder(string? path) => path is null ? null : new PageFolder(path);

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "There is no page{Where}: build it with tools/build-web.sh, or name its folder with --web; the API answers all the same."
        )]
        public static partial void NoPage(ILogger logger, string where);
    }
}
