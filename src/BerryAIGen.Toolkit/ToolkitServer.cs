using BerryAIGen.Database;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api;
using BerryAIGen.Toolkit.Api.Errors;
using BerryAIGen.Toolkit.Api.Health;
using BerryAIGen.Toolkit.Api.Models;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit;

/// <summary>The server, built but not started.</summary>
public static class ToolkitServer
{
    /// <summary>Opens the database, brings its tables up to date, and puts the server together.</summary>
    /// <exception cref="LibraryException">The database or an option stands in the way.</exception>
    public static async Task<WebApplication> BuildAsync(ToolkitOptions options)
    {
        var database = LibraryDatabase.Open(options.Database);
        await database.MigrateAsync(CancellationToken.None);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Url.ToString());
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(new BerryLibrary(options.Library));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddExceptionHandler<ApiErrors>();
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        var app = builder.Build();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => ApiErrors.WriteStatusAsync(context.HttpContext));
        app.MapHealth();
        app.MapLibrary();
        return app;
    }
}
