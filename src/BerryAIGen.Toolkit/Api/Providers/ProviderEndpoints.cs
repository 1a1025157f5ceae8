using BerryAIGen.Database.Access;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Toolkit.Api.Access;

namespace BerryAIGen.Toolkit.Api.Providers;

internal static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/providers").WithTags("Providers");
        group.SeeFilesOfUsers();
        // A group of its own, because an empty path would leave a slash at the end.
        var all = routes.MapGroup("/api").WithTags("Providers");
        all.SeeFilesOfUsers();
        all.MapGet("/providers", ListAsync)
            .WithEntityTag()
            .WithSummary("All providers, with how many models each runs.");
        group.MapGet("/capabilities", Capabilities).WithEntityTag().WithSummary("What providers read and are for.");
        group.MapGet("/{provider}", GetAsync).WithSummary("One provider.");
        all.MapPost("/providers", AddAsync)
            .Accepts<ProviderDocument>("application/json")
            .RequireScope(AccessScope.Admin)
            .WithSummary(
                "Adds a provider, also one that is sent as its file would be; it becomes a file of definitions."
            );
        group
            .MapPut("/{provider}", ChangeAsync)
            .RequireScope(AccessScope.Admin)
            .WithSummary("Changes a provider; what is left out stays.");
        group
            .MapDelete("/{provider}", Delete)
            .RequireScope(AccessScope.Admin)
            .WithSummary("Takes an added provider, or a change of a shipped one, away.");
        group.MapSuggestions();
        group.MapCompatibility();
        group.MapIntegration();
        group.MapProviderSettings();
        group.MapOllamaImport();
    }

    /// <summary>A file that was added or changed counts from the next request on.</summary>
    public static void SeeFilesOfUsers(this RouteGroupBuilder group) =>
        group.AddEndpointFilter(
            (context, next) =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ProviderCatalog>().Refresh();
                return next(context);
            }
        );

    private static async Task<ProvidersDocument> ListAsync(
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        CancellationToken cancellationToken
    )
    {
        var verdicts = await compatibility.GetAsync(cancellationToken);
        var all = providers.All.Select(provider => Describe(providers, provider, verdicts)).ToArray();
        return new ProvidersDocument(all, all.Length, providers.Warnings);
    }

    private static ProviderCapabilitiesDocument Capabilities(ProviderCatalog providers) =>
        new(
            providers.All.ToDictionary(
                provider => provider.Id,
                provider =>
                    ProviderForms.Describe(provider, verdicts: null, providers.Files.Find(provider.Id) is not null)
            )
        );

    private static async Task<ProviderDocument> GetAsync(
        string provider,
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        CancellationToken cancellationToken
    ) => Describe(providers, providers.Get(provider), await compatibility.GetAsync(cancellationToken));

    private static async Task<ProviderDocument> AddAsync(
        HttpContext http,
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        CancellationToken cancellationToken
    )
    {
        var added = ProviderForms.ReadNew(await JsonBody.ReadNodeAsync(http, cancellationToken), http);
        http.Concerns(added.Id);
        if (providers.Find(added.Id) is { } same)
            throw new LibraryException(
                FailureCode.Conflict,
                $"\"{added.Id}\" is taken by {same.Name}; change it with PUT, or choose another name."
            );
        return await SaveAsync(added, providers, compatibility, cancellationToken);
    }

    private static Task<ProviderDocument> ChangeAsync(
        string provider,
        ProviderDocument document,
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        CancellationToken cancellationToken
    ) => SaveAsync(ProviderForms.Read(document, providers.Get(provider)), providers, compatibility, cancellationToken);

    private static async Task<ProviderDocument> SaveAsync(
        ProviderDefinition provider,
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        CancellationToken cancellationToken
    )
    {
        providers.Save(provider);
        return await GetAsync(provider.Id, providers, compatibility, cancellationToken);
    }

    private static ProviderMessage Delete(string provider, ProviderCatalog providers)
    {
        var id = providers.Get(provider).Id;
        providers.Delete(id);
        return new ProviderMessage("Provider deleted successfully", id);
    }

    private static ProviderDocument Describe(
        ProviderCatalog providers,
        ProviderDefinition provider,
        LibraryVerdicts verdicts
    ) => ProviderForms.Describe(provider, verdicts.Of(provider), providers.Files.Find(provider.Id) is not null);
}

/// <param name="Message">What was done.</param>
/// <param name="Provider">With which provider; none when with all.</param>
public sealed record ProviderMessage(string Message, string? Provider = null);
