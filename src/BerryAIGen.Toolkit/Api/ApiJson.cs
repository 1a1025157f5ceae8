using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library.Errors;
using BerryAIGen.Toolkit.Api.Health;
using BerryAIGen.Toolkit.Api.Keeping;
using BerryAIGen.Toolkit.Api.Models;
using BerryAIGen.Toolkit.Api.Usage;

namespace BerryAIGen.Toolkit.Api;

/// <summary>Everything that the server reads and writes as JSON: names in snake case, as in the description.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(FacetsDocument))]
[JsonSerializable(typeof(LibraryDocument))]
[JsonSerializable(typeof(ModelCounts))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    // The types of an area stand in a context of its own beside its endpoints: attributes of one context cannot be divided.
    private static readonly IJsonTypeInfoResolver[] Areas =
    [
        Catalog.CatalogJson.Default,
        Access.AccessJson.Default,
        KeepingApiJson.Default,
        Providers.ProvidersJson.Default,
        Settings.SettingsJson.Default,
        UsageApiJson.Default,
        Setup.SetupJson.Default,
        Downloads.DownloadApiJson.Default,
        Graphs.GraphApiJson.Default,
        Generation.Forms.FormApiJson.Default,
        Jobs.JobApiJson.Default,
        Updates.UpdatesJson.Default,
        Pictures.PicturesApiJson.Default,
        Subscriptions.SubscriptionsApiJson.Default,
        Webhooks.WebhooksApiJson.Default,
        Generation.Queue.QueueJson.Default,
        Generation.Coverage.CoverageApiJson.Default,
        Page.PageJson.Default,
    ];

    /// <summary>Texts as people read them: what a browser would take for markup is no danger in a body of JSON.</summary>
    public static ApiJson Readable { get; } = Create();

    /// <summary>The same rules for what endpoints return.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(
            0,
            JsonTypeInfoResolver.Combine([Readable, .. Areas]).WithAddedModifier(BodyRules.Apply)
        );
        SetRules(options);
    }

    private static ApiJson Create()
    {
        var options = new JsonSerializerOptions();
        SetRules(options);
        return new ApiJson(options);
    }

    private static void SetRules(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // A number is a number: texts in its place are refused, and the description of the API says so.
        options.NumberHandling = JsonNumberHandling.Strict;
        // Of two values for one name nobody knows which one is meant.
        options.AllowDuplicateProperties = false;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
