using BerryAIGen.Generation;
using BerryAIGen.Generation.Remix;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BerryAIGen.Toolkit.Api.Generation.Forms;

/// <summary>What can be generated, and the forms for it.</summary>
internal static class FormServices
{
    public static IServiceCollection AddForms(this IServiceCollection services)
    {
        services.TryAddSingleton(all => new Generator(
            all.GetRequiredService<ToolkitOptions>().Library.ConfigurationFolder,
            all.GetRequiredService<TimeProvider>()
        ));
        return services.AddSingleton(all => new RecipeModels(all.GetRequiredService<BerryLibrary>()));
    }

    public static void MapForms(this IEndpointRouteBuilder routes)
    {
        routes.MapCatalogueLists();
        routes.MapFormQuestions();
        routes.MapPresets();
    }
}
