using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Definitions;

/// <summary>The two places of definitions: in this program, and in the user's configuration folder.</summary>
internal static partial class DefinitionFolder
{
    private const string Top = "definitions";

    public static bool IsId(string text) => Id().IsMatch(text);

    /// <summary>Every shipped file of a kind, in the order of their names.</summary>
    public static void ReadShipped(string kind, Action<Stream> read)
    {
        var assembly = typeof(DefinitionFolder).Assembly;
        var names = assembly
            .GetManifestResourceNames()
            .Where(name => name.Replace('\\', '/').StartsWith($"{Top}/{kind}/", StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            read(stream);
        }
    }

    /// <summary>A shipped file that is the only one of its kind.</summary>
    /// <param name="name">Its name in <c>definitions</c>: <c>fields.json</c>.</param>
    /// <param name="json">Reads it.</param>
    /// <exception cref="JsonException">It is wrong.</exception>
    public static T ReadShipped<T>(string name, JsonTypeInfo<T> json)
        where T : class
    {
        using var stream = typeof(DefinitionFolder).Assembly.GetManifestResourceStream($"{Top}/{name}")!;
        return DefinitionText.Read(stream, json);
    }

    /// <summary>Every file of the user, in the order of their names; one that is wrong stops no other.</summary>
    /// <param name="kind">The folder in <c>definitions</c>.</param>
    /// <param name="configurationFolder">Where <c>definitions</c> may be; null for none.</param>
    /// <param name="read">Gets the file and its path.</param>
    /// <param name="leaveOut">Gets the path of a file that cannot be read, and why.</param>
    public static void ReadUsers(
        string kind,
        string? configurationFolder,
        Action<Stream, string> read,
        Action<string, string> leaveOut
    )
    {
        var folder = configurationFolder is null ? null : Path.Combine(configurationFolder, Top, kind);
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                using var stream = File.OpenRead(path);
                read(stream, path);
            }
            catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
            {
                leaveOut(path, ex.Message);
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]+(?:[.-][a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
