using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Library.Setup;

/// <summary>Where other programs are usually installed; <c>definitions/installations.json</c>.</summary>
/// <param name="SchemaVersion">The form of the file; 1.</param>
/// <param name="Parents">Below the home folder.</param>
/// <param name="Installations">What is looked for.</param>
internal sealed record InstallationDefinitions(
    int SchemaVersion,
    IReadOnlyList<string> Parents,
    IReadOnlyList<InstallationDefinition> Installations
)
{
    private const string Resource = "definitions/installations.json";

    public static InstallationDefinitions Load()
    {
        using var stream = typeof(InstallationDefinitions).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, InstallationJson.Default.InstallationDefinitions)
            ?? throw new JsonException($"{Resource} holds null.");
    }
}

/// <param name="Id">Such as <c>comfyui</c>.</param>
/// <param name="Name">As it calls itself.</param>
/// <param name="Folders">Below each of the parents, or whole paths.</param>
/// <param name="Marks">All of these are in it.</param>
/// <param name="Layout">The layout of its models folder.</param>
/// <param name="Provider">What runs its models.</param>
/// <param name="Variable">The environment variable that names its folder.</param>
/// <param name="Unless">None of these is in it.</param>
/// <param name="Models">Its models folder in it; null for itself.</param>
internal sealed record InstallationDefinition(
    string Id,
    string Name,
    IReadOnlyList<string> Folders,
    IReadOnlyList<string> Marks,
    string? Layout = null,
    string? Provider = null,
    string? Variable = null,
    IReadOnlyList<string>? Unless = null,
    string? Models = null
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InstallationDefinitions))]
internal sealed partial class InstallationJson : JsonSerializerContext;
