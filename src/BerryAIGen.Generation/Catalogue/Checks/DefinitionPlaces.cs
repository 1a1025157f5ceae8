using System.Text;
using System.Text.Json;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Finds the file and the line that a finding speaks of.</summary>
internal sealed class DefinitionPlaces
{
    private readonly Dictionary<(string Kind, string Id), (string Path, byte[] Json)> _files = [];

    /// <param name="configurationFolder">Holds <c>definitions</c>; null for none.</param>
    /// <param name="kinds">The folders to look into.</param>
    /// <param name="files">The user's files that hold; of one that is left out nothing is found.</param>
    public DefinitionPlaces(string? configurationFolder, IEnumerable<string> kinds, IReadOnlySet<string> files)
    {
        foreach (var kind in kinds)
        {
            DefinitionFolder.ReadShipped(kind, stream => Add(kind, stream, null));
            DefinitionFolder.ReadUsers(
                kind,
                configurationFolder,
                (stream, path) =>
                {
                    if (files.Contains(path))
                        Add(kind, stream, path);
                },
                // The catalogue has warned of those.
                static (_, _) => { }
            );
        }
    }

    public DefinitionProblem Of(DefinitionFinding finding) =>
        _files.TryGetValue((finding.Kind, finding.Id), out var file)
            ? new(file.Path, LineOf(file.Json, finding), finding.Message)
            : new(ShippedPath(finding.Kind, finding.Id), null, finding.Message);

    // A path of its own for a file of the user; a shipped one is named as it stands in the program.
    private void Add(string kind, Stream stream, string? path)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var json = bytes.ToArray();
        if (IdOf(json) is { } id)
            _files[(kind, id)] = (path ?? ShippedPath(kind, id), json);
    }

    private static string ShippedPath(string kind, string id) => $"definitions/{kind}/{id}.json";

    private static string? IdOf(byte[] json)
    {
        using var document = JsonDocument.Parse(
            json.AsMemory(json.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0),
            new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
        );
        return
            document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("id", out var id)
            ? id.ToString()
            : null;
    }

    private static int LineOf(byte[] json, DefinitionFinding finding)
    {
        var (line, start, end) = DefinitionLines.Find(json, finding.Near ?? "$");
        var near = finding.Near is null ? -1 : Find(json, finding.Word, start, end);
        var at = near >= 0 ? near : Find(json, finding.Word, 0, json.Length);
        return at < 0 ? line : json.AsSpan(0, at).Count((byte)'\n') + 1;
    }

    // Names and texts stand in quotation marks, numbers do not.
    private static int Find(byte[] json, string? word, int start, int end)
    {
        if (word is null)
            return -1;
        var part = json.AsSpan(start, end - start);
        var at = part.IndexOf(Encoding.UTF8.GetBytes($"\"{word}\""));
        if (at < 0 && long.TryParse(word, out _))
            at = part.IndexOf(Encoding.UTF8.GetBytes(word));
        return at < 0 ? -1 : start + at;
    }
}
