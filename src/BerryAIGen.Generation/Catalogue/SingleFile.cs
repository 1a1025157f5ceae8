using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>Kinds of definitions that are one file: what a user's file of that name says comes over the shipped one.</summary>
internal static class SingleFile
{
    /// <summary>The user's file; null for none, or for one that is wrong, with a warning.</summary>
    /// <param name="name">Its name in <c>definitions</c>: <c>sizes.json</c>.</param>
    /// <param name="configurationFolder">Holds <c>definitions</c>; null for none.</param>
    /// <param name="json">Reads it.</param>
    /// <param name="check">Throws a <see cref="JsonException"/> about what the reader lets pass.</param>
    /// <param name="warnings">Gets the reason for which one is left out.</param>
    public static T? FindUsers<T>(
        string name,
        string? configurationFolder,
        JsonTypeInfo<T> json,
        Action<T> check,
        List<string> warnings
    )
        where T : class
    {
        var path = configurationFolder is null ? null : Path.Combine(configurationFolder, "definitions", name);
        if (!File.Exists(path))
            return null;
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, json, check);
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            warnings.Add($"{path} is left out: {wrong.Message}");
            return null;
        }
    }

    private static T Read<T>(Stream stream, JsonTypeInfo<T> json, Action<T> check)
        where T : class
    {
        try
        {
            var file = DefinitionText.Read(stream, json);
            check(file);
            return file;
        }
        catch (JsonException wrong)
        {
            throw DefinitionLines.With(wrong, stream);
        }
    }
}
