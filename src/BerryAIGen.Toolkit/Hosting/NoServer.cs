using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>Listens nowhere: for a server that is built only to be described.</summary>
internal sealed class NoServer : IServer
{
    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Takes away whatever would run by itself; call it after everything else was added.</summary>
    public static void Use(IServiceCollection services)
    {
        services.RemoveAll<IHostedService>();
        services.RemoveAll<IServer>();
        services.AddSingleton<IServer, NoServer>();
    }

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() { }
}
