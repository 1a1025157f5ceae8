using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Library.Compatibility.Headers;

/// <summary>What a model's own header says of the memory that it needs and of what runs it.</summary>
public static class HeaderFacts
{
    // Of a folder that transformers saved.
    private const string Configuration = "config.json:";

    /// <param name="file">The file or folder, inspected.</param>
    /// <param name="sizeBytes">Of the file, or of all parts or files of a model.</param>
    public static ModelFacts Of(InspectedFile file, long sizeBytes)
    {
        var facts = new ModelFacts { SizeBytes = sizeBytes };
        if (file.Table is null)
            return file.Error is { } error ? facts with { Incomplete = Truncation(error.Rule, error.Message) } : facts;
        if (file.Metadata.ContainsKey("general.architecture"))
            return GgufFacts.Of(file.Metadata, file.ParameterCount, file.Table, facts);
        return file.IsFolder && file.Table.Metadata.ContainsKey(Configuration + "num_hidden_layers")
            ? ConfigurationFacts.Of(file.Table.Metadata, Configuration, facts)
            : facts;
    }

    private static string? Truncation(string rule, string message) =>
        rule.Contains("truncated", StringComparison.OrdinalIgnoreCase) ? message : null;
}
