using BerryAIGen.Database;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Extending;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Providers;

internal static class ProviderServices
{
    public static IServiceCollection AddProviders(this IServiceCollection services) =>
        services
            .AddSingleton<CompatibilityCache>()
            .AddSingleton<ModelRanks>()
            .AddSingleton(provider => new MachineWatch(
                provider.GetRequiredService<TimeProvider>(),
                ThisMachine.ReadAsync
            ))
            .AddSingleton<SuggestionAnswers>()
            .AddSingleton<ProviderRanking>()
            .AddSingleton<ChosenModels>()
            .AddSingleton<HeldModels>()
            .AddSingleton<ProviderWatch>()
            .AddSingleton<LoadedModels>()
            .AddSingleton(provider => new ProviderHttp(provider.GetRequiredService<ToolkitOptions>().Library.Network))
            .AddSingleton(provider => new ProviderProbing(
                provider.GetRequiredService<ProviderHttp>(),
                provider.GetRequiredService<ToolkitOptions>().Library.ReadVariable,
                provider.GetRequiredService<TimeProvider>()
            ))
            .AddSingleton(provider => new ProviderSettingsStore(
                provider.GetRequiredService<LibraryDatabase>(),
                provider.GetRequiredService<ToolkitOptions>().Library.ReadVariable,
                provider.GetRequiredService<TimeProvider>()
            ))
            .AddSingleton<OllamaImport>()
            .AddSingleton<OllamaImportJob>()
            .AddSingleton<IJobKind>(provider => provider.GetRequiredService<OllamaImportJob>())
            .AddSingleton<PluginModels>()
            .AddSingleton<ModelValidation>()
            .AddHostedService<PluginRounds>()
            .AddHostedService<ProviderRounds>();
}
