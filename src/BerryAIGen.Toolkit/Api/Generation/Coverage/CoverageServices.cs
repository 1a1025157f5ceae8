using BerryAIGen.Database.Access;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Gates;
using BerryAIGen.Database.Resources;

namespace BerryAIGen.Toolkit.Api.Generation.Coverage;

/// <summary>Which models generate, models to choose from, and the gates.</summary>
internal static class CoverageServices
{
    public static IServiceCollection AddGenerationCoverage(this IServiceCollection services)
    {
        services.AddSingleton<CoverageKeeper>();
        services.AddSingleton<GenerationSearch>();
        services.AddSingleton<GateStore>();
        services.AddSingleton<ResourceSelection>();
        services.AddSingleton<ResourceCheck>();
        services.AddSingleton<PreviewLevels>();
        services.AddHostedService<CoverageRounds>();
        return services;
    }

    public static void MapGenerationCoverage(this IEndpointRouteBuilder routes)
    {
        routes.MapCoverage();
        routes.MapResources();
        routes.MapGates();
    }

    /// <summary>Whom gates take whoever asks for; null for anybody.</summary>
    public static string? Audience(this HttpContext http) => http.Features.Get<AccessCaller>()?.Audience;
}
