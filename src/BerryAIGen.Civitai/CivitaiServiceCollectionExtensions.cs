using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BerryAIGen.Civitai;

/// <summary>Registers the client.</summary>
public static class CivitaiServiceCollectionExtensions
{
    /// <summary>Adds one <see cref="CivitaiClient"/> for the whole application.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options; called when the client is first needed.</param>
    /// <returns>The same services.</returns>
    /// <remarks>A second call adds nothing: the options of the first one hold. Options that do not fit are named, all at once, when the client is first needed.</remarks>
    public static IServiceCollection AddCivitai(
        this IServiceCollection services,
        Action<CivitaiOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(_ =>
        {
            var options = new CivitaiOptions();
            configure?.Invoke(options);
            return new CivitaiClient(options);
        });
        return services;
    }
}
