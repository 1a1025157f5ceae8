using System.Text.Json;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Finds the file and the line that a finding speaks of.</summary>
internal sealed class DefinitionPlaces
{
    private readonly Dictionary<(string Kind, string Id), (string Path, string Text)> _files = [];

    /// <param name="configurationFolder">Holds <c>definitions</c>; null for none.</param>
    /// <param name="kinds">The folders to look into.</param>
    public DefinitionPlaces(string? configurationFolder, IEnumerable<string> kinds)
    {
        foreach (var kind in kinds)
        {
            DefinitionFolder.ReadUsers(
                kind,
                configurationFolder,
                (stream, path) =>
                {
                    using var reader = new StreamReader(stream);
                    var text = reader.ReadToEnd();
                    if (IdOf(text) is { } id)
                        _files[(kind, id)] = (path, text);
                },
                // The catalogue has warned of those.
                static (_, _) => { }
            );
        }
    }

    public DefinitionProblem Of(DefinitionFinding finding) =>
        _files.TryGetValue((finding.Kind, finding.Id), out var file)
            ? new(file.Path, LineOf(file.Text, finding.Word), finding.Message)
            : new($"definitions/{finding.Kind}/{finding.Id}.json", null, finding.Message);

    private static string? IdOf(string text)
    {
        using var document = JsonDocument.Parse(
            text,
            new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
        );
        return
            document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("id", out var id)
            ? id.ToString()
            : null;
    }

    private static int? LineOf(string text, string? word)
    {
        var at = word is null ? -1 : text.IndexOf($"\"{word}\"", StringComparison.Ordinal);
        return at < 0 ? null : text.AsSpan(0, at).Count('\n') + 1;
    }
}
