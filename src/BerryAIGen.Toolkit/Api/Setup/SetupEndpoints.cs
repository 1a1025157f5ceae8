using System.Text.Json.Serialization;
using BerryAIGen.Library.Setup;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Setup;

internal static class SetupEndpoints
{
    public static void MapSetup(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/setup/found", Find)
            .WithTags("Setup")
            .WithSummary("Programs with models that are installed on this machine; nothing of them is changed.");

    private static FoundDocument Find(ToolkitOptions options)
    {
        var found = new InstallationSearch(options.Library).Find();
        return new FoundDocument(found, found.Count);
    }
}

/// <param name="Found">Each with its folder.</param>
/// <param name="TotalCount">How many there are.</param>
public sealed record FoundDocument(IReadOnlyList<FoundInstallation> Found, int TotalCount);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(FoundDocument))]
internal sealed partial class SetupJson : JsonSerializerContext;
