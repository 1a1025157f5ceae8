using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

internal static class GenerationServices
{
    /// <summary>Quotes, submissions, queue and feed.</summary>
    public static IServiceCollection AddGenerationQueue(this IServiceCollection services, GenerationOptions generation)
    {
        return services
            .AddSingleton(generation)
            .AddSingleton(provider => new Orchestrator(
                provider.GetRequiredService<BerryLibrary>().Options,
                provider.GetRequiredService<TimeProvider>()
            ))
            .AddSingleton<MaturityStore>()
            .AddSingleton<GenerationNudges>()
            .AddSingleton<GenerationWatch>()
            .AddSingleton<GenerationAdmission>()
            .AddSingleton<GenerationDesk>()
            .AddSingleton<GenerationList>()
            .AddSingleton<GenerationCancels>()
            .AddSingleton<GenerationOrders>()
            .AddSingleton<WithdrawnGenerations>()
            .AddSingleton<GenerationPlaces>()
            .AddHostedService<GenerationRounds>()
            .AddSingleton<GenerationFeed>()
            .AddSingleton<GenerationCallbacks>()
            .AddSingleton<GenerationSaving>()
            .AddSingleton<GenerationView>()
            // The engine knows the kinds, and one of them begins jobs of another: who comes second is asked for late.
            .AddSingleton<Func<IJobEngine>>(provider => () => provider.GetRequiredService<IJobEngine>())
            .AddSingleton<IJobKind, GenerationKind>()
            .AddSingleton<IJobFollower, GenerationFollower>();
    }

    public static void MapGenerationQueue(this IEndpointRouteBuilder routes)
    {
        routes.MapQueue();
        routes.MapFeed();
        routes.MapOutputs();
    }
}
