using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Toolkit.Api.Access;

namespace BerryAIGen.Toolkit.Api.Providers;

internal static class ProviderSettingsEndpoints
{
    private static readonly string[] Members = ["address", "key", "models"];

    public static void MapProviderSettings(this RouteGroupBuilder group)
    {
        group.MapGet("/{provider}/settings", GetAsync).WithSummary("Where a provider is, and what was chosen for it.");
        group
            .MapPut("/{provider}/settings", PutAsync)
            .RequireScope(AccessScope.Admin)
            .Accepts<JsonObject>("application/json")
            .WithSummary("Sets address, key and models; what is left out stays, null takes it away.");
    }

    private static async Task<ProviderSettingsDocument> GetAsync(
        string provider,
        ProviderCatalog providers,
        ProviderSettingsStore store,
        CancellationToken cancellationToken
    )
    {
        var definition = providers.Get(provider);
        return Describe(definition, await store.GetAsync(definition.Id, cancellationToken), store);
    }

    private static async Task<ProviderSettingsDocument> PutAsync(
        string provider,
        HttpContext context,
        ProviderCatalog providers,
        ProviderSettingsStore store,
        ChosenModels chosen,
        ProviderWatch watch,
        CancellationToken cancellationToken
    )
    {
        var definition = providers.Get(provider);
        var settings = await store.ChangeAsync(
            definition,
            Read(await JsonBody.ReadNodeAsync(context, cancellationToken)),
            (before, after) => chosen.CheckAsync(definition, before, after, cancellationToken),
            cancellationToken
        );
        // So that whoever set the address sees at once whether it is the right one, and what is there.
        await watch.GetAsync(definition, anew: true, cancellationToken);
        return Describe(definition, settings, store);
    }

    private static ProviderSettingsDocument Describe(
        ProviderDefinition provider,
        ProviderSettings settings,
        ProviderSettingsStore store
    )
    {
        var connection = store.FindConnection(provider, settings);
        return new ProviderSettingsDocument(
            provider.Id,
            settings.Address,
            provider.Probe?.DefaultUrl?.ToString(),
            connection?.Key is not null || settings.Key is not null,
            connection?.Key?.Origin,
            settings.Models
        );
    }

    private static ProviderSettingsChange Read(JsonNode sent)
    {
        if (sent is not JsonObject body)
            throw new LibraryException(FailureCode.Usage, "The body must be an object.");
        if (body.FirstOrDefault(member => !Members.Contains(member.Key)).Key is { } unknown)
            throw new LibraryException(
                FailureCode.Usage,
                $"\"{unknown}\" is no setting of a provider; there are {string.Join(", ", Members)}."
            );
        return new ProviderSettingsChange
        {
            Address = body.ContainsKey("address") ? new(Text(body, "address")) : null,
            Key = body.ContainsKey("key") ? new(Text(body, "key")) : null,
            Models = body.ContainsKey("models") ? new(Texts(body)) : null,
        };
    }

    private static string? Text(JsonObject body, string member) =>
        body[member] switch
        {
            null => null,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            _ => throw new LibraryException(FailureCode.Usage, $"\"{member}\" is a text, or null to take it away."),
        };

    private static IReadOnlyList<string> Texts(JsonObject body) =>
        body["models"] switch
        {
            null => [],
            JsonArray list when list.All(item => item?.GetValueKind() == JsonValueKind.String) =>
            [
                .. list.Select(item => item!.GetValue<string>()),
            ],
            _ => throw new LibraryException(FailureCode.Usage, "\"models\" is a list of ids."),
        };
}

/// <summary>The settings of a provider. A key is never shown.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="Address">Where it is; none when nobody said so.</param>
/// <param name="DefaultAddress">Where it is as a rule.</param>
/// <param name="HasKey">Whether there is a key.</param>
/// <param name="KeyFrom">Where the key that is sent stands: the settings, or a variable of the environment.</param>
/// <param name="Models">The models that a person chose for it.</param>
public sealed record ProviderSettingsDocument(
    string Provider,
    string? Address,
    string? DefaultAddress,
    bool HasKey,
    string? KeyFrom,
    IReadOnlyList<string> Models
);
