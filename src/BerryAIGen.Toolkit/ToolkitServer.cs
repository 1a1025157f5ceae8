using BerryAIGen.Database;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Extending;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Machines;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Database.Settings;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Predefined;
using BerryAIGen.Toolkit.Api;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Catalog;
using BerryAIGen.Toolkit.Api.Downloads;
using BerryAIGen.Toolkit.Api.Errors;
using BerryAIGen.Toolkit.Api.Events;
using BerryAIGen.Toolkit.Api.Generation.Coverage;
using BerryAIGen.Toolkit.Api.Generation.Forms;
using BerryAIGen.Toolkit.Api.Generation.Queue;
using BerryAIGen.Toolkit.Api.Graphs;
using BerryAIGen.Toolkit.Api.Health;
using BerryAIGen.Toolkit.Api.Jobs;
using BerryAIGen.Toolkit.Api.Keeping;
using BerryAIGen.Toolkit.Api.Metrics;
using BerryAIGen.Toolkit.Api.Models;
using BerryAIGen.Toolkit.Api.OpenApi;
using BerryAIGen.Toolkit.Api.Pictures;
using BerryAIGen.Toolkit.Api.Providers;
using BerryAIGen.Toolkit.Api.Settings;
using BerryAIGen.Toolkit.Api.Setup;
using BerryAIGen.Toolkit.Api.Site;
using BerryAIGen.Toolkit.Api.Subscriptions;
using BerryAIGen.Toolkit.Api.Updates;
using BerryAIGen.Toolkit.Api.Usage;
using BerryAIGen.Toolkit.Api.Webhooks;
using BerryAIGen.Toolkit.Api.Workflows;
using BerryAIGen.Toolkit.Hosting;
using BerryAIGen.Toolkit.Jobs;
using BerryAIGen.Toolkit.Page;

namespace BerryAIGen.Toolkit;

/// <summary>The server, built but not started.</summary>
public static partial class ToolkitServer
{
    /// <summary>Opens the database, brings its tables up to date, and puts the server together.</summary>
    /// <exception cref="LibraryException">The database or an option stands in the way.</exception>
    public static async Task<WebApplication> BuildAsync(ToolkitOptions options)
    {
        options = WithSwitch(options);
        if (!options.OnlyDescribes)
            ListeningPlace.Require(options.Url);
        var database = LibraryDatabase.Open(options.Database);
        if (database.IsPostgreSql)
            database = database.Of(MachineName.Of(options.Library.DataFolder));
        var providers = ProviderCatalog.Load(options.Library.ConfigurationFolder);
        var predefined = PredefinedModels.Load(options.Library.ConfigurationFolder);
        var machine = await ThisMachine.ReadAsync(CancellationToken.None);
        string? noAdmin = null;
        string? noPlace = null;
        if (!options.OnlyDescribes)
        {
            await database.MigrateAsync(CancellationToken.None);
            // Before anything asks anybody: who switched something off is not asked once more at every start.
            options
                .Library
                .Network
                .Switch
                ?.Choices = await new NetworkChoiceStore(database, TimeProvider.System).GetAsync(
                    CancellationToken.None
                );
            noPlace = ModelsPlace.FindProblem(options.Library);
            noAdmin = await AccessServices.RequireKeyAsync(options, new AccessKeys(database, TimeProvider.System));
            await new ModelRegistry(database, providers, TimeProvider.System).OfferAsync(
                predefined,
                machine,
                CancellationToken.None
            );
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Url.ToString());
        builder.WebHost.ConfigureKestrel(RequestLimits.Apply);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(database);
        var plugins = Plugins.Load(options.PluginFolder);
        builder.Services.AddSingleton(plugins);
        builder.Services.AddSingleton(all => new BerryLibrary(
            options.Library with
            {
                Validators = () => plugins.Validators,
                OnNotice = notice => Log.LeftOut(all.GetRequiredService<ILogger<BerryLibrary>>(), notice),
            }
        ));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ModelListing>().AddSingleton<ModelFacets>().AddSingleton<LibraryBodies>();
        builder.Services.AddSingleton(providers);
        builder.Services.AddSingleton(machine);
        builder.Services.AddSingleton(new RegistryFacts(predefined));
        var generation = GenerationOptions.Read(options.Library.ReadVariable);
        builder.Services.AddProviders();
        builder.Services.AddSite(options);
        builder
            .Services.AddKeeping()
            .AddUpdates()
            .AddPictures()
            .AddSubscriptions()
            .AddWebhooks()
            .AddGenerationCoverage()
            .AddUsage()
            .AddGenerationQueue(generation)
            .AddNamedServices();
        builder.Services.AddOrchestrator(options.Library, options.Workflows);
        builder.Services.AddJobs(database, options, generation.Parallel);
        builder.Services.AddCatalog();
        builder.Services.AddDownloads(new DownloadLimits(options.DownloadTimeout, options.ForgetDownloadsAfter));
        builder.Services.AddForms();
        builder.Services.AddEvents();
        builder.Services.AddHostedService<InputWatch>();
        builder.Services.AddSingleton<IdleMemory>().AddHostedService(all => all.GetRequiredService<IdleMemory>());
        builder.Services.AddExceptionHandler<ApiErrors>();
        // So that a body that cannot be read is told in the same words as everything else.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        builder.Services.AddApiDescription();
        builder.Services.AddAccess(options);
        builder.Services.AddSettings();
        builder.Services.AddPage(options);
        builder.Services.AddTelemetry(options);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        if (options.OnlyDescribes)
            NoServer.Use(builder.Services);

        var app = builder.Build();
        app.UseProxy(options);
        // Listens from the first request on, not from the first look at it.
        app.Services.GetRequiredService<RequestMeasures>();
        if (options.RequestLog is { } requestLog)
        {
            var log = RequestLog.Open(requestLog, TimeProvider.System);
            app.Lifetime.ApplicationStopped.Register(log.Dispose);
            app.Use(log.InvokeAsync);
        }

        app.UseExceptionHandler(_ => { });
        app.UseMiddleware<SlashedIds>();
        app.UseRouting();
        app.UseStatusCodePages(context => ApiErrors.WriteStatusAsync(context.HttpContext));
        app.Use(SentText.CheckAddressAsync);
        app.UsePage(options);
        app.UseAccess(options);
        app.MapApiDescription();
        app.MapAccess();
        app.MapHealth();
        app.MapMetrics();
        app.MapSettings();
        app.MapLibrary();
        app.MapKeeping();
        app.MapUpdates();
        app.MapPictures();
        app.MapSubscriptions();
        app.MapWebhooks();
        app.MapGenerationCoverage();
        app.MapUsage();
        app.MapGenerationQueue();
        app.MapDownloads();
        app.MapGraphs();
        app.MapForms();
        app.MapEvents();
        app.MapJobs();
        app.MapProviders();
        app.MapModelCompatibility();
        app.MapSetup();
        app.MapCatalog();
        app.MapSite();
        app.MapWorkflows();
        app.MapBlobs();
        app.MapServices();
        string?[] missing = [noAdmin, noPlace];
        foreach (
            var warning in missing
                .OfType<string>()
                .Concat(providers.Warnings)
                .Concat(predefined.Warnings)
                .Concat(app.Services.OrchestratorWarnings())
        )
            Log.LeftOut(app.Logger, warning);
        return app;
    }

    // The server's settings may stop what the environment allows, never the other way round; and keys and roots may become
    // others while it runs.
    private static ToolkitOptions WithSwitch(ToolkitOptions options)
    {
        var network = options.Library.Network;
        return options with
        {
            Library = options.Library with
            {
                Changing = options.Library.Changing ?? new ChangingSettings(),
                Network = network with { Switch = network.Switch ?? new NetworkSwitch() },
            },
        };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Warning}")]
        public static partial void LeftOut(ILogger logger, string warning);
    }
}
