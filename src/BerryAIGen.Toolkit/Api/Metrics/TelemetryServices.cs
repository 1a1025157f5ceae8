using BerryAIGen.Toolkit.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BerryAIGen.Toolkit.Api.Metrics;

/// <summary>Measures of the server: always for <c>/metrics</c>, and to a collector when one is named.</summary>
internal static class TelemetryServices
{
    /// <summary>The variable of OpenTelemetry that names a collector; the SDK reads its others (protocol, headers, intervals) itself.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // .NET, ASP.NET Core and Npgsql measure themselves under these names.
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Runtime",
        "Npgsql",
    ];

    private static readonly string[] Traces = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, ToolkitOptions options)
    {
        services.AddSingleton<RequestMeasures>().AddSingleton<WatchedDisks>();
        if (string.IsNullOrWhiteSpace(options.Library.ReadVariable(Endpoint)))
            return services;
        // ASP.NET leaves route, verb and status out of its traces unless it is told.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);
        services.AddHostedService<TelemetryExport>();
        return services;
    }

    /// <summary>Exports from the start of the server to its end.</summary>
    internal sealed class TelemetryExport : IHostedService, IDisposable
    {
        private readonly List<IDisposable> _providers = [];

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var resource = ResourceBuilder
                .CreateDefault()
                .AddService("berryaigen-toolkit")
                .AddEnvironmentVariableDetector();
            _providers.Add(
                Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build()
            );
            _providers.Add(
                Sdk.CreateTracerProviderBuilder()
                    .SetResourceBuilder(resource)
                    .AddSource(Traces)
                    .AddOtlpExporter()
                    .Build()
            );
            return Task.CompletedTask;
        }

        // What was measured last is sent before the process ends.
        public Task StopAsync(CancellationToken cancellationToken)
        {
            Dispose();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            foreach (var provider in _providers)
                provider.Dispose();
            _providers.Clear();
        }
    }
}
