using System.Net;
using BerryAIGen.Sandbox.Archive;
using BerryAIGen.Sandbox.Articles;
using BerryAIGen.Sandbox.Collections;
using BerryAIGen.Sandbox.Control;
using BerryAIGen.Sandbox.Creators;
using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Enums;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Generation;
using BerryAIGen.Sandbox.HuggingFace;
using BerryAIGen.Sandbox.Images;
using BerryAIGen.Sandbox.Models;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Sandbox.Pages;
using BerryAIGen.Sandbox.Permissions;
using BerryAIGen.Sandbox.Requests;
using BerryAIGen.Sandbox.Tags;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Vault;
using BerryAIGen.Sandbox.Versions;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Hosting;

/// <summary>Puts the web application together.</summary>
internal static class SandboxApp
{
    public static WebApplication Build(SandboxOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // A mistake of the Sandbox itself is told on stderr; stdout carries the addresses only.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Error);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            // The order is the order in which the addresses are read afterwards.
            server.Listen(IPAddress.Loopback, options.Port);
            server.Listen(IPAddress.Loopback, options.StoragePort);
            server.Listen(IPAddress.Loopback, options.HuggingFacePort);
            server.Listen(IPAddress.Loopback, options.OrchestratorPort);
        });
        AddServices(builder.Services, options);
        var app = builder.Build();
        app.UseMiddleware<HostMiddleware>();
        app.Use(
            (http, next) =>
                new FaultMiddleware(app.Services.GetRequiredService<FaultBook>(), options.Time).InvokeAsync(http, next)
        );
        app.Use(HostMiddleware.EnterFolder);
        app.UseRouting();
        MapRoutes(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, SandboxOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        services.AddSingleton<SiteAddresses>();
        services.AddSingleton<FaultBook>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<Members>();
        services.AddSingleton<SignedLinks>();
        services.AddSingleton<PublicLimiter>();
        services.AddSingleton<VaultContents>();
        services.AddSingleton<Hub>();
        services.AddSingleton<OrchestratorTables>();
        services.AddSingleton<BlobStore>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<EventSender>();
        services.AddSingleton(provider => new Orchestrator(
            provider.GetRequiredService<OrchestratorTables>(),
            provider.GetRequiredService<Accounts>(),
            provider.GetRequiredService<Members>(),
            provider.GetRequiredService<BlobStore>(),
            provider.GetRequiredService<EventSender>(),
            options.Time
        ));
        services.AddSingleton(CatalogueSeed.Create(options, options.Time.GetUtcNow()));
    }

    private static void MapRoutes(WebApplication app)
    {
        var routes = new Routes(app, app.Services.GetRequiredService<Members>());
        T Make<T>() => ActivatorUtilities.CreateInstance<T>(app.Services);
        Make<ModelsEndpoint>().Map(routes);
        Make<VersionsEndpoint>().Map(routes);
        Make<HashListEndpoint>().Map(routes);
        Make<MiniEndpoint>().Map(routes);
        Make<ImagesEndpoint>().Map(routes);
        Make<CreatorsEndpoint>().Map(routes);
        Make<TagsEndpoint>().Map(routes);
        Make<UsersEndpoint>().Map(routes);
        Make<ArticlesEndpoint>().Map(routes);
        Make<CollectionsEndpoint>().Map(routes);
        Make<VaultEndpoint>().Map(routes);
        Make<PermissionsEndpoint>().Map(routes);
        EnumsEndpoint.Map(routes);
        Make<DownloadEndpoint>().Map(routes);
        SitePages.Map(routes);
        PictureEndpoint.Map(app);
        Make<HubEndpoint>().Map(app);
        Make<ArchiveEndpoint>().Map(app);
        Make<WorkflowEndpoint>().Map(app);
        Make<WorkflowPartEndpoint>().Map(app);
        Make<RecipeEndpoint>().Map(app);
        Make<BlobEndpoint>().Map(app);
        Make<CatalogueEndpoint>().Map(app);
        Make<ControlEndpoint>().Map(app);
        Make<StorageEndpoint>().Map(app);
        // Its own pattern: the usual one leaves out whatever looks like a file.
        app.MapFallback("{**path}", UnknownRoute);
    }

    private static Task UnknownRoute(HttpContext http)
    {
        http.RequestServices.GetRequiredService<RequestLog>().AddUnknown(http);
        return AnswerWriter.WriteAsync(
            http,
            Answer.Error(
                501,
                $"The sandbox has no route {http.Request.Method} {http.AskedPath()} on {http.HostName()}."
            )
        );
    }
}
