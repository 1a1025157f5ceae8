using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Safety;

/// <summary>Reads the shipped lists and a person's own, which add to them: nothing shipped is taken away.</summary>
internal sealed class GlobalRulesFiles
{
    private const string Kind = "safety";

    private GlobalRulesFiles(GlobalRules rules, IReadOnlyList<string> warnings) =>
        (Rules, Warnings) = (rules, warnings);

    internal GlobalRules Rules { get; }

    /// <summary>Files of the person that were left out, with the reason; the others hold.</summary>
    internal IReadOnlyList<string> Warnings { get; }

    /// <param name="configurationFolder">Holds <c>definitions/safety/*.json</c>; null for none.</param>
    internal static GlobalRulesFiles Load(string? configurationFolder)
    {
        var personal = new PersonalGlobals();
        List<string> warnings = [];
        DefinitionFolder.ReadUsers(
            Kind,
            configurationFolder,
            (stream, path) => personal.Add(CheckPersonal(Read(stream)), path),
            (path, why) => warnings.Add($"The list in {path} is left out: {why}")
        );
        return new GlobalRulesFiles(new GlobalRules(ReadShipped(), personal), warnings);
    }

    private static PickleGlobals ReadShipped()
    {
        List<PickleGlobals> shipped = [];
        DefinitionFolder.ReadShipped(Kind, stream => shipped.Add(Read(stream)));
        return shipped.Single();
    }

    private static PickleGlobals Read(Stream stream)
    {
        var file = DefinitionText.Read(stream, SafetyJson.Default.PickleGlobals);
        return file.SchemaVersion == 1
            ? file
            : throw new JsonException($"schemaVersion is {file.SchemaVersion}; 1 is expected.");
    }

    // A list that lifts the gate for whole modules would be no gate.
    private static PickleGlobals CheckPersonal(PickleGlobals file) =>
        file.Allowed.FirstOrDefault(row => row.Value.Contains("*")).Key is { } module
            ? throw new JsonException($"it allows all of {module}; name what is allowed one by one.")
            : file;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(PickleGlobals))]
internal sealed partial class SafetyJson : JsonSerializerContext;
